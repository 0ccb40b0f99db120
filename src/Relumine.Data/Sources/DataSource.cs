using System.Diagnostics;
using System.Runtime.InteropServices;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Sources;

/// <summary>
/// A tensor of numbers whose first dimension counts samples, read in order and in blocks: memory does not grow with the
/// number of samples, and reading allocates nothing once it has begun.
/// </summary>
/// <remarks>Not safe for use by several threads at once; <see cref="Prefetch{T}"/> reads ahead on a thread of its own.</remarks>
public abstract class DataSource : IDisposable
{
    /// <summary>Blocks are read and looked over in pieces of about this many elements, which stay in the cache.</summary>
    private const int PieceElements = 4096;

    private readonly long[] _dims;
    private readonly int _piece;
    private long[] _integers = [];

    /// <summary>Describes the numbers.</summary>
    /// <param name="name">The model input they are meant for, or "" where the file does not say.</param>
    /// <param name="type">The type as stored.</param>
    /// <param name="dims">The dimensions, the first counting samples; none for a single number.</param>
    /// <param name="origin">The file, and the part of it, as messages name it.</param>
    /// <exception cref="RelumineException">There are no elements, or a single sample has 2³¹ elements or more.</exception>
    protected DataSource(string name, StoredType type, ReadOnlySpan<long> dims, string origin)
    {
        (Name, Type, Origin, _dims) = (name, type, origin, dims.ToArray());
        Samples = dims.Length == 0 ? 1 : dims[0];
        var sample = dims.Length == 0 ? dims : dims[1..];
        if (Extent.Elements(dims, origin) == 0)
        {
            throw DataError.Broken(origin, $"the data are empty: their shape is {DataError.Dims(_dims)}. At least one sample is needed.");
        }

        if (Extent.Elements(sample, origin) is > int.MaxValue and var elements)
        {
            throw DataError.Broken(
                origin,
                $"one sample of shape {DataError.Dims(_dims[1..])} has {elements} elements; at most {int.MaxValue} are possible. "
                    + $"Does the first dimension count samples?"
            );
        }

        SampleShape = Shape.Of(sample);
        _piece = Math.Max(1, PieceElements / SampleSize);
        Survey = new DataSurvey(SampleSize);
    }

    /// <summary>The model input that the numbers are meant for, or "" where the file does not say.</summary>
    public string Name { get; }

    /// <summary>The type as stored.</summary>
    public StoredType Type { get; }

    /// <summary>The file, and the part of it, as messages name it.</summary>
    public string Origin { get; }

    /// <summary>All dimensions; the first counts samples. None for a single number.</summary>
    public IReadOnlyList<long> Dims => _dims;

    /// <summary>The first dimension; 1 for a single number.</summary>
    public long Samples { get; }

    /// <summary>The dimensions of one sample: all but the first.</summary>
    public Shape SampleShape { get; }

    /// <summary>The number of elements of one sample.</summary>
    public int SampleSize => SampleShape.ElementCount;

    /// <summary>The sample that <see cref="Read{T}"/> gives next, counting from 0.</summary>
    public long Position { get; private set; }

    /// <summary>The range and mean of what was read since the start or the last <see cref="Reset"/>.</summary>
    public DataSurvey Survey { get; }

    /// <summary>Numbers that are already in memory.</summary>
    /// <param name="name">The model input they are meant for, or "".</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="dims">The dimensions, the first counting samples.</param>
    /// <param name="littleEndian">The elements, row-major, least significant byte first; not copied.</param>
    /// <param name="origin">The file they came from, as messages name it.</param>
    /// <exception cref="RelumineException">The number of bytes is not that of the shape, or the data are empty.</exception>
    public static DataSource OfMemory(string name, StoredType type, ReadOnlySpan<long> dims, byte[] littleEndian, string origin)
    {
        var bytes = ByteOrigin.Memory(origin, littleEndian);
        Extent.Check(bytes, 0, dims, type);
        return new StoredSource(name, type, dims, bytes, 0, bigEndian: false);
    }

    /// <summary>Reads as many whole samples as fit, from <see cref="Position"/> on.</summary>
    /// <typeparam name="T">float, double, long, int or bool; the stored numbers are converted.</typeparam>
    /// <param name="destination">Room for at least one sample, row-major.</param>
    /// <returns>The number of samples read; 0 at the end.</returns>
    /// <exception cref="RelumineException">
    /// A number is not finite, or does not fit <typeparamref name="T"/>: the message names row and column, counted from 0.
    /// Or the file turns out to be broken.
    /// </exception>
    public int Read<T>(Span<T> destination)
        where T : unmanaged
    {
        if (destination.Length < SampleSize)
        {
            throw new ArgumentException($"A sample has {SampleSize} elements, but there is room for {destination.Length}.", nameof(destination));
        }

        var samples = (int)Math.Min(destination.Length / SampleSize, Samples - Position);
        for (var done = 0; done < samples;)
        {
            var count = Math.Min(_piece, samples - done);
            FillPiece(destination.Slice(done * SampleSize, count * SampleSize));
            done += count;
            Position += count;
        }

        return samples;
    }

    /// <summary>Reads all samples at once: for labels and inputs of a single run. The position must be 0.</summary>
    /// <typeparam name="T">float, double, long, int or bool.</typeparam>
    /// <returns>A tensor of the shape <see cref="Dims"/>.</returns>
    /// <exception cref="RelumineException">As <see cref="Read{T}"/>; or the whole takes 2 GiB or more, or does not fit beside what is in memory.</exception>
    public ModelTensor ReadAll<T>()
        where T : unmanaged
    {
        Debug.Assert(Position == 0, "All samples are read from the start.");
        var type = ElementTypes.Of<T>();
        MemoryRoom.Demand(Samples * (double)SampleSize * type.Size(), Origin, $"the shape {DataError.Dims(_dims)} as {type} takes", "Give fewer samples.");
        var tensor = ModelTensor.Zeros(type, Shape.Of(_dims));
        Read(tensor.Values<T>());
        return tensor;
    }

    /// <summary>Goes back to the first sample and forgets the <see cref="Survey"/>.</summary>
    public void Reset()
    {
        Rewind();
        Survey.Clear();
        Position = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where an element stands, for messages: row and column, both counted from 0.</summary>
    /// <param name="sample">The sample, from 0.</param>
    /// <param name="element">The element within the sample, row-major, from 0.</param>
    protected virtual string Place(long sample, int element)
    {
        if (SampleShape.Rank <= 1)
        {
            return $"row {sample}, column {element} (both counted from 0)";
        }

        var index = new long[SampleShape.Rank];
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            (index[axis], element) = (element % SampleShape[axis], element / SampleShape[axis]);
        }

        return $"row {sample}, element {DataError.Dims(index)} (all counted from 0)";
    }

    /// <summary>Fills all of <paramref name="destination"/>, which is a whole number of samples, with the next elements.</summary>
    protected abstract void Fill(Span<float> destination);

    /// <inheritdoc cref="Fill(Span{float})"/>
    protected abstract void Fill(Span<double> destination);

    /// <inheritdoc cref="Fill(Span{float})"/>
    protected abstract void Fill(Span<long> destination);

    /// <summary>Makes the first element the next one again.</summary>
    protected abstract void Rewind();

    /// <summary>Lets go of files.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>The error for a number that should be whole and is not.</summary>
    /// <param name="element">The element, counted from the start of the span being filled.</param>
    /// <param name="value">The number.</param>
    protected RelumineException NotAnInteger(long element, double value) =>
        DataError.Broken(
            Origin,
            $"{At(element)}: {DataError.Number(value)} is not a whole number of 64 bits, but integers are expected here. Labels are class numbers from 0 on; "
                + $"numbers that are to be predicted need a loss for numbers, e.g. meanSquaredError."
        );

    /// <summary>What <see cref="Place"/> says, for a source that wraps this one.</summary>
    internal string Locate(long sample, int element) => Place(sample, element);

    private string At(long element) => Place(Position + (element / SampleSize), (int)(element % SampleSize));

    private void FillPiece<T>(Span<T> piece)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var values = MemoryMarshal.Cast<T, float>(piece);
            Fill(values);
            var bad = Survey.Add(values);
            if (bad >= 0)
            {
                throw NotFinite(bad, values[bad]);
            }
        }
        else if (typeof(T) == typeof(double))
        {
            var values = MemoryMarshal.Cast<T, double>(piece);
            Fill(values);
            var bad = Survey.Add(values);
            if (bad >= 0)
            {
                throw NotFinite(bad, values[bad]);
            }
        }
        else
        {
            FillIntegers(piece);
        }
    }

    private void FillIntegers<T>(Span<T> piece)
        where T : unmanaged
    {
        if (typeof(T) == typeof(long))
        {
            Fill(MemoryMarshal.Cast<T, long>(piece));
            Survey.Add(MemoryMarshal.Cast<T, long>(piece));
            return;
        }

        if (_integers.Length < piece.Length)
        {
            _integers = new long[piece.Length];
        }

        var wide = _integers.AsSpan(0, piece.Length);
        Fill(wide);
        Survey.Add(wide);
        var bad = Narrow(wide, piece);
        if (bad >= 0)
        {
            throw DataError.Broken(Origin, $"{At(bad)}: {wide[bad]} does not fit {ElementTypes.Of<T>()}, which is expected here.");
        }
    }

    private static int Narrow<T>(ReadOnlySpan<long> wide, Span<T> narrow)
        where T : unmanaged
    {
        var type = ElementTypes.Of<T>();
        for (var i = 0; i < wide.Length; i++)
        {
            if (type == ElementType.Bool ? wide[i] is < 0 or > 1 : wide[i] is < int.MinValue or > int.MaxValue)
            {
                return i;
            }

            if (type == ElementType.Bool)
            {
                MemoryMarshal.Cast<T, bool>(narrow)[i] = wide[i] != 0;
            }
            else
            {
                MemoryMarshal.Cast<T, int>(narrow)[i] = (int)wide[i];
            }
        }

        return -1;
    }

    private RelumineException NotFinite(int element, double value) =>
        DataError.Broken(
            Origin,
            $"{At(element)}: the value is {(double.IsNaN(value) ? "NaN" : "infinite")}; data must be finite. Remove the row or fill in the value."
        );
}

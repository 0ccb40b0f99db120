using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Relumine.Data.Sources;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Arrays;

/// <summary>
/// Samples that a program has in memory: arrays, memory with a shape, tensors of System.Numerics, rows. All give Float32 [N, sample…], for
/// <see cref="Datasets.Dataset"/>; <see cref="AsData"/> makes data for an audit of it. Numbers are copied.
/// </summary>
public static class Samples
{
    /// <summary>Rows and columns: [N, features].</summary>
    /// <param name="rows">A sample in each row; at least one.</param>
    public static ModelTensor Of(float[,] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var numbers = new float[rows.Length];
        Buffer.BlockCopy(rows, 0, numbers, 0, numbers.Length * sizeof(float));
        return Of(numbers, rows.GetLength(0), rows.GetLength(1));
    }

    /// <summary>Numbers one after another, row-major.</summary>
    /// <param name="numbers">As many as the shape says.</param>
    /// <param name="shape">N and the dimensions of a sample; N alone for samples of one number.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements, or none.</exception>
    public static ModelTensor Of(ReadOnlyMemory<float> numbers, params ReadOnlySpan<int> shape)
    {
        var dims = shape.Length == 0 ? new Shape(numbers.Length, 1) : shape.Length == 1 ? new Shape(shape[0], 1) : new Shape(shape.ToArray());
        return dims.ElementCount == numbers.Length && numbers.Length > 0
            ? ModelTensor.Of(dims, numbers.Span)
            : throw new ArgumentException($"The shape {dims} has {dims.ElementCount} elements, but there are {numbers.Length} numbers.", nameof(shape));
    }

    /// <summary>Rows of the same length: [N, features].</summary>
    /// <param name="rows">At least one, gone over once.</param>
    /// <exception cref="ArgumentException">There is no row, or a row has another length.</exception>
    public static ModelTensor Of(IEnumerable<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (all, width, count) = (new List<float>(), -1, 0);
        foreach (var row in rows)
        {
            if (width >= 0 && row.Length != width)
            {
                throw new ArgumentException($"Row {count} (counted from 0) has {row.Length} numbers, but the first has {width}.", nameof(rows));
            }

            all.AddRange(row);
            (width, count) = (row.Length, count + 1);
        }

        return width > 0 ? ModelTensor.Of(new Shape(count, width), CollectionsMarshal.AsSpan(all))
            : throw new ArgumentException("At least one row of one number is needed.", nameof(rows));
    }

    /// <summary>A tensor of System.Numerics, whose first dimension counts samples.</summary>
    /// <param name="tensor">At least one element; strides may be any.</param>
    /// <exception cref="ArgumentException">It is empty, or larger than 2³¹ elements.</exception>
    public static ModelTensor Of(in ReadOnlyTensorSpan<float> tensor)
    {
        if (tensor.FlattenedLength is <= 0 or > int.MaxValue)
        {
            throw new ArgumentException($"There are {tensor.FlattenedLength} elements; 1 to {int.MaxValue} are possible.", nameof(tensor));
        }

        var numbers = new float[tensor.FlattenedLength];
        tensor.FlattenTo(numbers);
        var shape = new int[tensor.Rank];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = (int)tensor.Lengths[i];
        }

        return Of(numbers, shape);
    }

    /// <summary>Samples as data for an audit, a trim or a run.</summary>
    /// <param name="samples">Float32 [N, sample…]; copied.</param>
    /// <param name="input">The input of the model that they are for; "" where it has one only.</param>
    public static DataSource AsData(this ModelTensor samples, string input = "")
    {
        ArgumentNullException.ThrowIfNull(samples);
        return samples.Type == ElementType.Float32
            ? DataSource.OfMemory(input, StoredType.Float32, [.. samples.Shape.Select(d => (long)d)], samples.Bytes.ToArray(), "samples in memory")
            : throw new ArgumentException($"Samples are Float32 [N, …], not {samples}.", nameof(samples));
    }

    /// <summary>Classes as the labels of an audit.</summary>
    /// <param name="labels">The class of each sample, from 0.</param>
    public static DataSource AsLabels(this int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return DataSource.OfMemory("", StoredType.Int32, [labels.Length], MemoryMarshal.AsBytes(labels.AsSpan()).ToArray(), "labels in memory");
    }
}

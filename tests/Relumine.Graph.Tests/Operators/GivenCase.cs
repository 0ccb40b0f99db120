using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Recurrent;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Inputs whose shapes an operator relates so that they are not met by chance: sizes are random, the relation is given.</summary>
internal sealed class GivenCase(Random random)
{
    private ElementType? _chosen;

    /// <summary>A case for the operator; null if chance is to find one.</summary>
    public RandomCase? Of(Op op) =>
        op switch
        {
            ConvTranspose c => Transposed(c, random.Next(1, 3)),
            DepthToSpace d => With(d, 1, Floats(Size(), Size() * d.BlockSize * d.BlockSize, Size(), Size())),
            SpaceToDepth s => With(s, 1, Floats(Size(), Size(), Size() * s.BlockSize, Size() * s.BlockSize)),
            ScatterElements s => Scattered(s),
            ScatterND s => ScatteredSlices(s, Size(), Size(), Size()),
            GatherND g => Gathered(g, Size(), Size(), Size()),
            TopK t => With(t, 2, Floats(Size() + 1, Size() + 1), Fixed(ModelTensor.Vector((long)random.Next(1, 3)))),
            EyeLike e => With(e, 1, Floats(Size(), Size())),
            Einsum e => Summed(e, Size(), Size(), Size()),
            GridSample g => Sampled(g, Size(), Size()),
            RoiAlign r => Aligned(r, Size(), Size()),
            NonMaxSuppression n => With(
                n,
                1,
                Fixed(Numbers(Type, 1, 4, 4)),
                Fixed(Numbers(Type, 1, 2, 4)),
                Fixed(ModelTensor.Scalar(2L)),
                Fixed(ModelTensor.Scalar(0.5f))
            ),
            BitShift b => With(b, 1, (Indices(9, 2, 3), true), Fixed(Indices(4, 3))),
            Resize r when r.CubicSlope is not null || r.Antialias || r.Coordinates == ResizeCoordinates.Crop || r.Axes.Count > 0 => Resized(r),
            NonZero z => With(z, 1, Fixed(Numbers(Type, Size(), Size()))),
            RecurrentOp r => Recurrent(r, Size(), Size(), Size(), Size()),
            _ => null,
        };

    private RandomCase Transposed(ConvTranspose op, int dims)
    {
        var (channels, units) = (Size() * op.Groups, Size());
        int[] kernel = [.. Enumerable.Range(0, dims).Select(_ => Size())];
        var x = Floats([Size(), channels, .. kernel.Select(_ => Size())]);
        var w = Parameter([channels, units, .. kernel]);
        return random.Next(2) == 0 ? With(op, 1, x, w) : With(op, 1, x, w, Parameter(units * op.Groups));
    }

    private RandomCase Scattered(ScatterElements op)
    {
        int[] dims = [Size() + 1, Size() + 1];
        return With(op, 1, Floats(dims), Fixed(Indices(2, dims)), Floats(dims));
    }

    private RandomCase ScatteredSlices(ScatterND op, int rows, int columns, int count) =>
        random.Next(2) == 0
            ? With(op, 1, Floats(rows, columns), Fixed(Indices(rows, count, 1)), Floats(count, columns))
            : With(op, 1, Floats(rows, columns), Fixed(Indices(Math.Min(rows, columns), count, 2)), Floats(count));

    private RandomCase Gathered(GatherND op, int rows, int columns, int count) =>
        op.BatchDims == 0
            ? With(op, 1, Floats(rows, columns), Fixed(Indices(rows, count, 1)))
            : With(op, 1, Floats(count, rows, columns), Fixed(Indices(rows, count, random.Next(1, 3), 1)));

    private RandomCase Summed(Einsum op, int i, int j, int k) => op.Equation switch
    {
        "ij,jk->ik" => With(op, 1, Floats(i, j), Floats(j, k)),
        "...ii->...i" => With(op, 1, Floats(k, i, i)),
        "ij,i" => With(op, 1, Floats(i, j), Parameter(i)),
        _ => With(op, 1, Floats(i)),
    };

    private RandomCase Sampled(GridSample op, int samples, int channels) =>
        op.Mode == GridMode.Cubic || random.Next(2) == 0
            ? With(op, 1, Floats(samples, channels, Size() + 1, Size() + 1), Floats(samples, Size(), Size(), 2))
            : With(op, 1, Floats(samples, channels, Size() + 1), Floats(samples, Size(), 1));

    private RandomCase Aligned(RoiAlign op, int pictures, int boxes) =>
        With(op, 1, Floats(pictures, Size(), Size() + 1, Size() + 1), Fixed(Numbers(Type, boxes, 4)), Fixed(Indices(pictures, boxes)));

    private RandomCase Resized(Resize op)
    {
        var axes = op.Axes.Count > 0 ? op.Axes.Count : 2;
        var x = Floats(Size() + 2, Size() + 2);
        var part = op.Coordinates == ResizeCoordinates.Crop
            ? Fixed(ModelTensor.Vector<float>([.. Enumerable.Repeat(0.25f, axes), .. Enumerable.Repeat(1.25f, axes)]))
            : (null, false);
        return random.Next(2) == 0
            ? With(op, 1, x, part, Fixed(ModelTensor.Vector<float>([.. Enumerable.Range(0, axes).Select(_ => (float)(0.5 + random.NextDouble()))])))
            : With(op, 1, x, part, (null, false), Fixed(ModelTensor.Vector<long>([.. Enumerable.Range(0, axes).Select(_ => (long)Size() + 1)])));
    }

    private RandomCase Recurrent(RecurrentOp op, int steps, int samples, int inputs, int hidden)
    {
        var gates = op switch { LSTM => 4, GRU => 3, _ => 1 };
        var directions = op.Direction == RecurrentDirection.Bidirectional ? 2 : 1;
        var x = op.BatchFirst ? Floats(samples, steps, inputs) : Floats(steps, samples, inputs);
        int[] state = op.BatchFirst ? [samples, directions, hidden] : [directions, samples, hidden];
        List<(ModelTensor? Tensor, bool Varies)> all =
        [
            x, Parameter(directions, gates * hidden, inputs), Parameter(directions, gates * hidden, hidden), Parameter(directions, 2 * gates * hidden),
            random.Next(2) == 0 ? (null, false) : Fixed(Indices(steps + 1, samples)), random.Next(2) == 0 ? (null, false) : Floats(state),
        ];
        if (op is LSTM)
        {
            all.AddRange([random.Next(2) == 0 ? (null, false) : Floats(state), Parameter(directions, 3 * hidden)]);
        }

        return With(op, op is LSTM ? 3 : 2, [.. all]);
    }

    // Drawn when it is needed, so that chance elsewhere stays as it is.
    private ElementType Type => _chosen ??= random.Next(3) == 0 ? ElementType.Float64 : ElementType.Float32;

    private int Size() => random.Next(1, 4);

    private (ModelTensor? Tensor, bool Varies) Floats(params int[] dims) => (Numbers(Type, dims), true);

    private (ModelTensor? Tensor, bool Varies) Parameter(params int[] dims) => (Numbers(Type, dims), false);

    private static (ModelTensor? Tensor, bool Varies) Fixed(ModelTensor tensor) => (tensor, false);

    private ModelTensor Indices(int below, params int[] dims)
    {
        var tensor = ModelTensor.Zeros(ElementType.Int64, new Shape(dims));
        foreach (ref var index in tensor.Values<long>())
        {
            index = random.Next(below);
        }

        return tensor;
    }

    private ModelTensor Numbers(ElementType type, params int[] dims)
    {
        var tensor = ModelTensor.Zeros(type, new Shape(dims));
        for (var i = 0; i < tensor.Length; i++)
        {
            var value = random.Next(8) == 0 ? 0 : (float)((random.NextDouble() - 0.5) * 4);
            if (type == ElementType.Float64)
            {
                tensor.Values<double>()[i] = value;
            }
            else
            {
                tensor.Values<float>()[i] = value;
            }
        }

        return tensor;
    }

    private static RandomCase With(Op op, int outputs, params (ModelTensor? Tensor, bool Varies)[] inputs) =>
        new(op, [.. inputs.Select(i => i.Tensor)], [.. inputs.Select(i => i.Varies)], outputs);
}

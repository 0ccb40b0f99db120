using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Recurrent;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>
/// An operator with inputs that its shape rule accepts, found by trying: so an operator needs no generator of its own,
/// and a new one is tested as it is.
/// </summary>
internal sealed record RandomCase(Op Op, ModelTensor?[] Inputs, bool[] Varies, int OutputCount)
{
    private const int Attempts = 4000;

    /// <summary>Finds cases for an operator; fewer than asked for if its rule is hard to meet by chance.</summary>
    public static IEnumerable<RandomCase> Find(Op op, int seed, int count)
    {
        var random = new Random(seed);
        for (var attempt = 0; attempt < Attempts && count > 0; attempt++)
        {
            var found = new GivenCase(random).Of(op) ?? new Attempt(random).Case(op);
            if (found.IsAccepted())
            {
                count--;
                yield return found;
            }
        }
    }

    /// <summary>The operator with other attributes: their prototypes say little about axes and flags.</summary>
    public static IEnumerable<Op> Variants(Op op) =>
        op switch
        {
            ReducingOp r => [r, r with { KeepDims = false }, r with { NoopWithEmptyAxes = true }],
            SelectingOp s => [s, s with { Axis = -1, KeepDims = false }, s with { Axis = 1, SelectLastIndex = true }],
            AxisOp a => [a, a with { Axis = 0 }, a with { Axis = 1 }],
            NormalizingOp n => [n, n with { Axis = 1, Epsilon = 0.5f }],
            Gemm g => [g, g with { Alpha = 0.5f, Beta = 2 }, g with { TransA = true }, g with { TransB = true }],
            Concat c => [c, new Concat(1), new Concat(-1)],
            Split s => [s, new Split(1, 2), new Split(0, 3)],
            Gather g => [g, new Gather(1), new Gather(-1)],
            GatherElements g => [g, new GatherElements(1)],
            Flatten f => [f, new Flatten(0), new Flatten(2), new Flatten(-1)],
            Transpose t => [t, new Transpose(new[] { 1, 0 }), new Transpose(new[] { 0, 2, 1 })],
            OneHot o => [o, new OneHot(0), new OneHot(1)],
            CumSum c => [c, new CumSum(true), new CumSum(false, true)],
            CumProd c => [c, new CumProd(true), new CumProd(false, true)],
            RoiAlign r => [r, new RoiAlign(2, 3, 2, 0.5f), new RoiAlign(3, 2, 0, 1, true, false)],
            NonMaxSuppression n => [n, new NonMaxSuppression(true)],
            Pad p => [p, new Pad(PadMode.Reflect), new Pad(PadMode.Edge), new Pad(PadMode.Wrap)],
            Cast c => [c, .. Enum.GetValues<ElementType>().Select(t => new Cast(t)), .. Enum.GetValues<NarrowType>().Select(t => new Cast(t.Holder(), t))],
            Mod m => [m, new Mod(true)],
            ShapeOf s => [s, new ShapeOf(1), new ShapeOf(-2, -1)],
            Trilu t => [t, new Trilu(false)],
            ConstantOfShape c => [c, new ConstantOfShape(ElementType.Int64, new byte[] { 5, 0, 0, 0, 0, 0, 0, 1 })],
            IsInf i => [i, new IsInf(DetectNegative: false)],
            Reshape r => [r, new Reshape(AllowZero: true)],
            BatchNormalization b => [b, new BatchNormalization(0.25f, 0.5f)],
            Conv c =>
            [
                c,
                c with
                {
                    Strides = new[] { 2 },
                    Pads = new[] { 1, 1 },
                },
                c with
                {
                    AutoPad = AutoPad.SameUpper,
                    Dilations = new[] { 2, 1 },
                },
                c with
                {
                    Groups = 2,
                },
                c with
                {
                    Groups = 3,
                    Pads = new[] { 1, 0, 2, 1 },
                },
            ],
            MaxPool m =>
            [
                new MaxPool(new[] { 2 }),
                new MaxPool(new[] { 2, 2 }, new[] { 1, 2 }, new[] { 1, 0, 0, 1 }, default, default, true),
                new MaxPool(new[] { 2, 1 }, AutoPad: AutoPad.SameLower),
            ],
            AveragePool a =>
            [
                new AveragePool(new[] { 2 }),
                new AveragePool(new[] { 2, 2 }, new[] { 2, 1 }, new[] { 1, 0, 0, 1 }, new[] { 1, 2 }, default, true, true),
                new AveragePool(new[] { 3, 3 }, AutoPad: AutoPad.SameUpper),
            ],
            Resize r =>
            [
                r,
                new Resize(true),
                new Resize(true, ResizeCoordinates.AlignCorners),
                new Resize(false, ResizeCoordinates.Asymmetric, ResizeNearest.Floor),
                new Resize(CubicSlope: -0.5f, ExcludeOutside: true),
                new Resize(true, Antialias: true),
                new Resize(true, ResizeCoordinates.Crop, Extrapolation: 2),
                new Resize(true, Axes: new[] { 1 }, Policy: ResizePolicy.NotLarger),
            ],
            LRN l => [l, new LRN(3, 0.5f, 0.5f, 2)],
            ConvTranspose c =>
            [
                c,
                c with
                {
                    Strides = new[] { 2, 2 },
                    Pads = new[] { 1, 0, 0, 1 },
                    OutputPadding = new[] { 1, 0 },
                    Groups = 2,
                },
                c with
                {
                    Strides = new[] { 3 },
                    Dilations = new[] { 2 },
                    AutoPad = AutoPad.SameUpper,
                },
                c with
                {
                    OutputShape = new[] { 4, 5 },
                    AutoPad = AutoPad.SameLower,
                },
            ],
            DepthToSpace d => [d, new DepthToSpace(2), new DepthToSpace(2, true)],
            SpaceToDepth s => [s, new SpaceToDepth(2)],
            ScatterElements s =>
            [
                s, new ScatterElements(1, ScatterReduction.Add), new ScatterElements(-1, ScatterReduction.Mul),
                new ScatterElements(0, ScatterReduction.Min), new ScatterElements(1, ScatterReduction.Max),
            ],
            ScatterND s => [s, new ScatterND(ScatterReduction.Add), new ScatterND(ScatterReduction.Max)],
            GatherND g => [g, new GatherND(1)],
            EyeLike e => [e, new EyeLike(ElementType.Int64, 1), new EyeLike(ElementType.Float32, -1)],
            Einsum e => [e, new Einsum("ij,jk->ik"), new Einsum("...ii->...i"), new Einsum("ij,i")],
            GridSample g =>
            [
                g, new GridSample(GridMode.Nearest, GridBorder.Border), new GridSample(GridMode.Cubic, GridBorder.Reflection, true),
            ],
            BitShift b => [b, new BitShift(true)],
            TopK t => [t, new TopK(0), new TopK(1, false, false)],
            RNN r =>
            [
                r, new RNN(RecurrentDirection.Reverse, Clip: 0.5f),
                new RNN(RecurrentDirection.Bidirectional, new[] { "Relu", "Affine" }, new[] { 0.5f }, new[] { 0.1f }, BatchFirst: true),
            ],
            GRU g => [g, new GRU(RecurrentDirection.Reverse), new GRU(RecurrentDirection.Bidirectional, BatchFirst: true, LinearBeforeReset: true)],
            LSTM l => [l, new LSTM(RecurrentDirection.Reverse, InputForget: true), new LSTM(RecurrentDirection.Bidirectional, BatchFirst: true)],
            _ => [op],
        };

    /// <summary>The outputs, in memory that held <paramref name="poison"/> before.</summary>
    public ModelTensor[] Run(byte poison = 0xA5) => Run(Op, Inputs, OutputTypes(), poison);

    /// <summary>The outputs of an operator in memory of the given types.</summary>
    public static ModelTensor[] Run(Op op, ModelTensor?[] inputs, TensorType[] outputs, byte poison = 0xA5)
    {
        var results = outputs.Select(t => ModelTensor.Zeros(t.Type, t.Shape)).ToArray();
        foreach (var result in results)
        {
            result.Bytes.Fill(result.Type == ElementType.Bool ? (byte)(poison & 1) : poison);
        }

        op.Forward(new ForwardContext(inputs, results));
        return results;
    }

    /// <summary>What the shape rule gives when the inputs that vary are not known.</summary>
    public TensorType[] OutputTypes()
    {
        var node = new Node(
            "node",
            Op,
            Inputs.Select((t, i) => t is null ? "" : $"x{i}").ToArray(),
            Enumerable.Range(0, OutputCount).Select(i => $"y{i}").ToArray()
        );
        var context = new InferenceContext(
            node,
            [.. Inputs.Select(t => t is null ? (TensorType?)null : new TensorType(t.Type, t.Shape))],
            [.. Inputs.Select((t, i) => Varies[i] ? null : t)]);
        Op.Infer(context);
        return [.. context.Outputs.Select(t => t.ShouldNotBeNull())];
    }

    public override string ToString() => $"{Op} on {string.Join(", ", Inputs.Select((t, i) => t is null ? "nothing" : $"{t}{(Varies[i] ? "*" : "")}"))}";

    private bool IsAccepted()
    {
        try
        {
            // A rule may leave data that decide nothing unchecked: indices that point outside.
            return OutputTypes().All(t => t.Shape.ElementCount is > 0 and < 2000) && Run().Length > 0;
        }
        catch (Exception e) when (e is GraphException or UnsupportedException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>One throw of the dice.</summary>
    private sealed class Attempt(Random random)
    {
        private readonly ElementType _type = (ElementType[])
            [ElementType.Float32, ElementType.Float32, ElementType.Float64, ElementType.Int64, ElementType.Int32, ElementType.Bool]
            is var types
            ? types[random.Next(types.Length)]
            : default;
        private readonly int[] _base = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 5))];
        private readonly int _style = random.Next(6);
        private readonly int _units = random.Next(1, 5);

        public RandomCase Case(Op op)
        {
            var (fewest, most) = op.InputCount;
            var count = random.Next(fewest, Math.Min(most, 5) + 1);
            var inputs = new ModelTensor?[count];
            var varies = new bool[count];
            for (var i = 0; i < count; i++)
            {
                inputs[i] = i >= fewest && random.Next(4) == 0 ? null
                    : i == 0 && _style != 4 ? Numbers(op is Where ? ElementType.Bool : _type, _base)
                    : Further(i);
                varies[i] = inputs[i] is not null && _style != 4 && (i == 0 || random.Next(4) == 0);
            }

            return new RandomCase(op, inputs, varies, op switch { Split => random.Next(1, 4), Dropout or MaxPool => random.Next(1, 3), _ => 1 });
        }

        private ModelTensor Further(int i) => _style switch
        {
            0 => Numbers(_type, [.. _base.Select(d => random.Next(3) == 0 ? 1 : d)]),
            1 => Numbers(_type, _base.Length > 1 ? _base[1] : 1),
            5 => i == 1
                ? Numbers(_type, [_units, random.Next(2) == 0 && _base.Length > 1 ? _base[1] : 1, .. _base.Skip(2).Select(d => random.Next(1, d + 1))])
                : Numbers(_type, _units),
            4 => random.Next(2) == 0 ? Small(random.Next(1, 4)) : Numbers(_type),
            2 => random.Next(2) == 0 ? Small(random.Next(0, 2) * _base.Length) : Small(random.Next(1, 4)),
            _ => random.Next(5) switch
            {
                0 => Numbers(_type, _base[random.Next(_base.Length)], random.Next(1, 5)),
                1 => Numbers(_type),
                2 => ModelTensor.Scalar((long)random.Next(-1, 4)),
                3 => Numbers(_type, _base),
                _ => Small(2 * _base.Length),
            },
        };

        private ModelTensor Small(int length) =>
            ModelTensor.Of<long>(new Shape(length), [.. Enumerable.Range(0, length).Select(_ => (long)random.Next(-2, 4))]);

        private ModelTensor Numbers(ElementType type, params int[] dims)
        {
            var tensor = ModelTensor.Zeros(type, new Shape(dims));
            for (var i = 0; i < tensor.Length; i++)
            {
                Set(tensor, i);
            }

            return tensor;
        }

        private void Set(ModelTensor tensor, int i)
        {
            switch (tensor.Type)
            {
                case ElementType.Float32:
                    tensor.Values<float>()[i] = (float)Real();
                    break;
                case ElementType.Float64:
                    tensor.Values<double>()[i] = (float)Real();
                    break;
                case ElementType.Int64:
                    tensor.Values<long>()[i] = random.Next(-4, 5);
                    break;
                case ElementType.Int32:
                    tensor.Values<int>()[i] = random.Next(-4, 5);
                    break;
                default:
                    tensor.Values<bool>()[i] = random.Next(2) == 0;
                    break;
            }
        }

        private double Real() => random.Next(8) switch
        {
            0 => 0,
            1 => random.Next(-2, 3) + 0.5,
            _ => (random.NextDouble() - 0.5) * 4,
        };
    }
}

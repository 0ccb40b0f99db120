using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Graph.Operators.Products;

/// <summary>The matrix product as in NumPy's matmul: vectors are taken as a row or a column, leading dimensions are broadcast (ONNX MatMul).</summary>
public sealed record MatMul : Op, INumberLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "MatMul";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs[0] is ElementType.Int32 or ElementType.Int64 ? 9 : 1;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (a, b) = (context.Need(0, Kinds.Number).Shape, context.NeedLikeFirst(1).Shape);
        if (a.Rank == 0 || b.Rank == 0)
        {
            throw context.Fail("a single number cannot be multiplied as a matrix; Mul would do it");
        }

        if (a[-1] != b[b.Rank == 1 ? 0 : -2])
        {
            throw context.Fail($"the inner dimensions {a[-1]} and {b[b.Rank == 1 ? 0 : -2]} differ");
        }

        var batch =
            Shape.Broadcast(new Shape(Leading(a)), new Shape(Leading(b))) ?? throw context.Fail("the leading dimensions do not broadcast to one another");
        context.Output(0, context.Input(0).Type, new Shape([.. batch.Dims, .. a.Dims[^Math.Min(a.Rank, 2)..^1], .. b.Dims[(b.Rank == 1 ? 1 : b.Rank - 1)..]]));
    }

    /// <inheritdoc/>
    public override bool MakesUnits => true;

    internal override double Work(Node node, IShapes shapes) =>
        shapes.ForEach(node.Outputs[0], shapes[node.Inputs[0]].Shape[-1]);

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Weight;

    // W·x if the weights are in front, with units along the last axis but one.
    internal override MadeUnits? UnitsMade(Node node, IShapes shapes)
    {
        var fromEnd = !shapes.Varies(node.Inputs[0]) && shapes[node.Inputs[1]].Shape.Rank >= 2 ? 2 : 1;
        return new(Math.Max(0, shapes[node.Outputs[0]].Shape.Rank - fromEnd), false);
    }

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis)
    {
        var (own, other) = (shapes[node.Inputs[input]].Shape.Rank, shapes[node.Inputs[1 - input]].Shape.Rank);
        var summed = own == 1 ? 0 : own - 1 - input;

        // A vector on the other side takes the axis away that lies behind this one.
        var fromEnd = own - axis - (other == 1 && (input == 0 || axis < summed) ? 1 : 0);
        return axis == summed ? null : shapes[node.Outputs[0]].Shape.Rank - fromEnd;
    }

    internal override ICarrier? Carrier(Node node, IShapes shapes) => ProductCarrier.For(node, shapes);

    internal override Product? AsProduct(Node node, IShapes shapes) =>
        (shapes.Constant(node.Inputs[0]), shapes.Constant(node.Inputs[1])) switch
        {
            (null, { Shape.Rank: 2 }) => Rows(node, shapes[node.Inputs[0]].Shape.Rank),
            ({ Shape.Rank: 2 }, null) => Columns(node, shapes[node.Inputs[1]].Shape.Rank),
            _ => null,
        };

    internal override Interval? Bounds(BoundsContext context)
    {
        var terms = context.ShapeOf(0)[-1];
        return context.Rounded(context[0] * context[1] * Interval.Point(terms), 8 + ((double)terms * terms));
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => NumberLoop.Run(this, context.Output(0).Type, context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context)
    {
        var (a, b) = (context.Input(0), context.Input(1));
        if (!context.Varies(0) || a.Rank < 2)
        {
            return false;
        }

        // Rows of one matrix stay apart; of a batch of matrices, axis 0 is the same in all.
        return context.Varies(1)
            ? a.Rank == b.Rank && a.Rank > 2 && a[0] == b[0]
            : b.Rank <= 2 || a.Rank > b.Rank || (a.Rank == b.Rank && b[0] == 1);
    }

    private static Product Rows(Node node, int rank) => new(node, 0, 1, rank - 1, 0, 1, rank - 1);

    private static Product Columns(Node node, int rank) => new(node, 1, 0, Math.Max(0, rank - 2), 1, 0, Math.Max(0, rank - 2));

    private static ReadOnlySpan<int> Leading(Shape shape) => shape.Dims[..Math.Max(0, shape.Rank - 2)];

    // b is at least a stack of matrices here, so the output loses its last dimension and, unless a is a vector, the one before.
    private static ReadOnlySpan<int> Leading(Shape output, Shape a) => output.Dims[..(output.Rank - (a.Rank == 1 ? 1 : 2))];

    void INumberLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (a, b) = (context.Input(0), context.Input(1));
        var x = a.Values<T>();
        var w = b.Values<T>();
        var y = context.Output(0).Values<T>();
        var (m, k, n) = (a.Shape.Rank == 1 ? 1 : a.Shape[-2], a.Shape[-1], b.Shape.Rank == 1 ? 1 : b.Shape[-1]);
        if (b.Shape.Rank <= 2)
        {
            MatrixProducts.Run<T>(context, 1, x, false, w, false, y, k == 0 || n == 0 ? y.Length / Math.Max(n, 1) : x.Length / k, n, k);
            return;
        }

        var nest = Nest.Broadcast(Leading(context.Output(0).Shape, a.Shape), Leading(a.Shape), Leading(b.Shape));
        if (nest.IsEmpty)
        {
            return;
        }

        nest.Start();
        var (strideA, strideB, _) = nest.Strides;
        var at = 0;
        do
        {
            for (var i = 0; i < nest.Length; i++, at += m * n)
            {
                MatrixProducts.Run<T>(
                    context,
                    1,
                    x.Slice((nest.A + i * strideA) * m * k, m * k),
                    false,
                    w.Slice((nest.B + i * strideB) * k * n, k * n),
                    false,
                    y.Slice(at, m * n),
                    m,
                    n,
                    k
                );
            }
        }
        while (nest.Next());
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (a, b, g) = (context.Input(0), context.Input(1), context.OutputGradient(0));
        var (m, k, n) = (a.Shape.Rank == 1 ? 1 : a.Shape[-2], a.Shape[-1], b.Shape.Rank == 1 ? 1 : b.Shape[-1]);
        Clear(context, 0);
        Clear(context, 1);
        if (m == 0 || n == 0 || k == 0)
        {
            return;
        }

        if (b.Shape.Rank <= 2)
        {
            Add<T>(context, 0, 0, 0, a.Length / k, k, n);
            return;
        }

        var nest = Nest.Broadcast(Leading(g.Shape, a.Shape), Leading(a.Shape), Leading(b.Shape));
        if (nest.IsEmpty)
        {
            return;
        }

        nest.Start();
        var (strideA, strideB, _) = nest.Strides;
        var at = 0;
        do
        {
            for (var i = 0; i < nest.Length; i++, at += m * n)
            {
                Add<T>(context, (nest.A + i * strideA) * m * k, (nest.B + i * strideB) * k * n, at, m, k, n);
            }
        }
        while (nest.Next());
    }

    // A matrix that is used for several products collects the gradients of all of them.
    private static void Add<T>(BackwardContext context, int firstA, int firstB, int first, int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = context.Kept<MatrixProduct<T>>();
        var g = context.Upstream<T>().Slice(first, m * n);
        if (context.Wants(0))
        {
            product.Multiply(
                m,
                n,
                k,
                1,
                g,
                false,
                context.Input(1).Values<T>().Slice(firstB, k * n),
                true,
                1,
                context.InputGradient(0).Values<T>().Slice(firstA, m * k)
            );
        }

        if (context.Wants(1))
        {
            product.Multiply(
                k,
                m,
                n,
                1,
                context.Input(0).Values<T>().Slice(firstA, m * k),
                true,
                g,
                false,
                1,
                context.InputGradient(1).Values<T>().Slice(firstB, k * n)
            );
        }
    }

    private static void Clear(BackwardContext context, int i)
    {
        if (context.Wants(i))
        {
            context.InputGradient(i).Bytes.Clear();
        }
    }
}

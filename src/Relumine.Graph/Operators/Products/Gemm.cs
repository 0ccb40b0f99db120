using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Graph.Operators.Products;

/// <summary>α·A·B + β·C for matrices A and B and a C that is broadcast (ONNX Gemm).</summary>
/// <param name="Alpha">The factor of the product.</param>
/// <param name="Beta">The factor of C.</param>
/// <param name="TransA">Whether A is given transposed.</param>
/// <param name="TransB">Whether B is given transposed.</param>
public sealed record Gemm(float Alpha = 1, float Beta = 1, bool TransA = false, bool TransB = false)
    : Op, INumberLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Gemm";

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // Whether the bias is broadcast was said before opset 7; its shape says it too.
        _ = reader.Version < 7 && reader.Has("broadcast");
        return new Gemm(reader.Float("alpha", 1), reader.Float("beta", 1), reader.Flag("transA"), reader.Flag("transB"));
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Alpha != 1)
        {
            writer.Float("alpha", Alpha);
        }

        if (Beta != 1)
        {
            writer.Float("beta", Beta);
        }

        if (TransA)
        {
            writer.Int("transA", 1);
        }

        if (TransB)
        {
            writer.Int("transB", 1);
        }
    }

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) =>
        inputs.Count < 3 || inputs[2] is null ? 11 : 7 + (inputs[0] is ElementType.Int32 or ElementType.Int64 ? 2 : 0);

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (a, b) = (context.Need(0, Kinds.Number).Shape, context.NeedLikeFirst(1).Shape);
        if (a.Rank != 2 || b.Rank != 2)
        {
            throw context.Fail("it multiplies matrices, but A and B are not both of rank 2");
        }

        var (m, n) = (a[TransA ? 1 : 0], b[TransB ? 0 : 1]);
        var (inner, other) = (a[TransA ? 0 : 1], b[TransB ? 1 : 0]);
        if (inner != other)
        {
            throw context.Fail(string.Create(CultureInfo.InvariantCulture, $"the inner dimensions {inner} and {other} differ"));
        }

        var shape = new Shape(m, n);
        if (context.HasInput(2) && !shape.Equals(Shape.Broadcast(shape, context.NeedLikeFirst(2).Shape)))
        {
            throw context.Fail($"C does not broadcast to {shape}");
        }

        context.Output(0, context.Input(0).Type, shape);
    }

    /// <inheritdoc/>
    public override bool MakesUnits => true;

    internal override double Work(Node node, IShapes shapes) =>
        shapes.ForEach(node.Outputs[0], shapes[node.Inputs[0]].Shape[TransA ? 0 : 1]);

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input switch { 0 => InputRole.Data, 1 => InputRole.Weight, _ => InputRole.Bias };

    internal override MadeUnits? UnitsMade(Node node, IShapes shapes) => new(1, false);

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) => input switch
    {
        0 => axis == (TransA ? 1 : 0) ? 0 : null,
        1 => axis == (TransB ? 0 : 1) ? 1 : null,
        _ => shapes.AlignedAxis(node, input, axis),
    };

    internal override ICarrier? Carrier(Node node, IShapes shapes) => ProductCarrier.For(node, shapes);

    internal override Product? AsProduct(Node node, IShapes shapes)
    {
        var product = (shapes.Constant(node.Inputs[0]), shapes.Constant(node.Inputs[1])) switch
        {
            (null, not null) when !TransA => new Product(node, 0, 1, 1, TransB ? 1 : 0, TransB ? 0 : 1, 1),
            (not null, null) => new Product(node, 1, 0, TransB ? 1 : 0, TransA ? 0 : 1, TransA ? 1 : 0, 0),
            _ => null,
        };
        return product is null ? null : product with { Factor = Alpha, BiasFactor = Beta, BiasForm = BiasForm.Broadcast };
    }

    internal override Interval? Bounds(BoundsContext context)
    {
        var terms = context.ShapeOf(0)[TransA ? 0 : 1];
        var sum = context[0] * context[1] * Interval.Point(terms) * Interval.Point(Alpha);
        return context.Rounded(context.Has(2) ? sum + (context[2] * Interval.Point(Beta)) : sum, 8 + ((terms + 2.0) * (terms + 2)));
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
        if (TransA || !context.Varies(0) || context.Varies(1))
        {
            return false;
        }

        return !context.HasInput(2)
            || (
                context.Varies(2)
                    ? context.Input(2).Rank == 2 && context.Input(2)[0] == context.Output(0)[0]
                    : context.Input(2).Rank < 2 || context.Input(2)[0] == 1
            );
    }

    void INumberLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (a, output) = (context.Input(0), context.Output(0));
        var y = output.Values<T>();
        MatrixProducts.Run<T>(
            context,
            Alpha,
            a.Values<T>(),
            TransA,
            context.Input(1).Values<T>(),
            TransB,
            y,
            output.Shape[0],
            output.Shape[1],
            a.Shape[TransA ? 0 : 1]
        );
        if (!context.HasInput(2) || Beta == 0)
        {
            return;
        }

        var c = context.Input(2);
        if (Beta == 1)
        {
            Binary.Run<Add.Function, T>(y, output.Shape, c.Values<T>(), c.Shape, y, output.Shape);
            return;
        }

        var scaled = context.Scratch<T>(c.Length);
        Scale(c.Values<T>(), Beta, scaled);
        Binary.Run<Add.Function, T>(y, output.Shape, scaled, c.Shape, y, output.Shape);
    }

    // Integers too are multiplied by the factor as it is, not by its integer part.
    private static void Scale<T>(ReadOnlySpan<T> x, float factor, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            TensorPrimitives.Multiply(x, T.CreateTruncating(factor), y);
            return;
        }

        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating(double.CreateTruncating(x[i]) * factor);
        }
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (a, b, g) = (context.Input(0), context.Input(1), context.OutputGradient(0));
        var (m, n, k) = (g.Shape[0], g.Shape[1], a.Shape[TransA ? 0 : 1]);
        var product = context.Kept<MatrixProduct<T>>();
        ReadOnlySpan<T> upstream = g.Values<T>();
        if (context.Wants(0) && TransA)
        {
            product.Multiply(k, n, m, Alpha, b.Values<T>(), TransB, upstream, true, 0, context.InputGradient(0).Values<T>());
        }
        else if (context.Wants(0))
        {
            product.Multiply(m, n, k, Alpha, upstream, false, b.Values<T>(), !TransB, 0, context.InputGradient(0).Values<T>());
        }

        if (context.Wants(1) && TransB)
        {
            product.Multiply(n, m, k, Alpha, upstream, true, a.Values<T>(), TransA, 0, context.InputGradient(1).Values<T>());
        }
        else if (context.Wants(1))
        {
            product.Multiply(k, m, n, Alpha, a.Values<T>(), !TransA, upstream, false, 0, context.InputGradient(1).Values<T>());
        }

        if (context.Wants(2))
        {
            var gradient = context.InputGradient(2).Values<T>();
            context.Fold(2, upstream);
            Scale(gradient, Beta, gradient);
        }
    }
}

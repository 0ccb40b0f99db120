using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The nearest number between two bounds, which are inputs 1 and 2 and may be left out; the upper one wins where they cross; NaN stays (ONNX
/// Clip).</summary>
public sealed record Clip : Op, INumberLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Clip";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs[0] is ElementType.Int32 or ElementType.Int64 ? 12 : 11;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        if (reader.Version < 11)
        {
            if (reader.Has("min"))
            {
                reader.Lift(1, ModelTensor.Scalar(reader.Float("min", float.MinValue)));
            }

            if (reader.Has("max"))
            {
                reader.Lift(2, ModelTensor.Scalar(reader.Float("max", float.MaxValue)));
            }
        }

        return this;
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Number);
        for (var i = 1; i < context.InputCount; i++)
        {
            // Attributes of older opsets were floats whatever the type of x.
            if (context.HasInput(i) && context.Need(i, Kinds.Number).Shape.ElementCount != 1)
            {
                throw context.Fail("a bound is not a single number");
            }
        }

        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override Interval? Bounds(BoundsContext context)
    {
        var above = context.Has(1) ? Interval.Max(context[0], context[1]) : context[0];
        return context.Has(2) ? Interval.Min(above, context[2]) : above;
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => NumberLoop.Run(this, context.Input(0).Type, context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.AllInputs;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context.OutputGradient(0).Type, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && context.StacksRows;

    void INumberLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        ReadOnlySpan<T> x = context.Input(0).Values<T>();
        var y = context.Output(0).Values<T>();
        if (context.HasInput(1))
        {
            TensorPrimitives.Max(x, Bound<T>(context.Input(1)), y);
            x = y;
        }

        if (context.HasInput(2))
        {
            TensorPrimitives.Min(x, Bound<T>(context.Input(2)), y);
        }
        else if (!context.HasInput(1))
        {
            x.CopyTo(y);
        }
    }

    private static T Bound<T>(ModelTensor bound) where T : INumber<T> =>
        bound.Type.IsFloat() ? T.CreateSaturating(bound.NumberAt(0)) : T.CreateSaturating(bound.IntegerAt(0));

    // Between the bounds the gradient goes to x, beyond one to the bound. At a bound x gets the one-sided slopes weighed
    // by λ, like any kink, and the bound the rest; the upper bound wins where the two cross.
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        ReadOnlySpan<T> x = context.Input(0).Values<T>();
        var g = context.Upstream<T>();
        var low = context.HasInput(1) ? Bound<T>(context.Input(1)) : T.NegativeInfinity;
        var high = context.HasInput(2) ? Bound<T>(context.Input(2)) : T.PositiveInfinity;
        var (hasLow, hasHigh) = (context.HasInput(1), context.HasInput(2));
        var dx = context.Wants(0) ? context.InputGradient(0).Values<T>() : [];
        var lambda = T.CreateTruncating(context.Kink.Lambda);
        var (below, above) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var ofHigh = !hasHigh ? T.Zero : x[i] > high || low >= high ? T.One : x[i] == high ? lambda : T.Zero;
            var ofLow = !hasLow || low >= high ? T.Zero : x[i] < low ? T.One : x[i] == low ? T.One - lambda : T.Zero;
            var ofX = T.One - ofHigh - ofLow;
            below += double.CreateTruncating(ofLow * g[i]);
            above += double.CreateTruncating(ofHigh * g[i]);
            if (!dx.IsEmpty)
            {
                dx[i] = T.IsNaN(x[i]) ? x[i] : T.IsZero(ofX) ? T.Zero : ofX * g[i];
            }
        }

        SetBound(context, 1, below);
        SetBound(context, 2, above);
    }

    private static void SetBound(BackwardContext context, int i, double gradient)
    {
        if (context.Wants(i))
        {
            context.InputGradient(i).SetNumber(0, gradient);
        }
    }
}

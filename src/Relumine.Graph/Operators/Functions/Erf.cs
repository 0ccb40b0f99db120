using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Sweeps;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The error function, 2/√π·∫₀ˣ e^(−t²) dt (ONNX Erf).</summary>
public sealed record Erf : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Erf";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    private protected override Kinds Accepts => Kinds.Float;

    private protected override Monotony Monotony => Monotony.Rises;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.RunFloat<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfInput<Slope>(context);

    private readonly struct Function : IFloatUnary
    {
        static void IFloatUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y) => Elementwise.Erf(x, y);
    }

    private readonly struct Slope : IDerivative
    {
        static T IDerivative.Of<T>(T known) => T.CreateTruncating(2 / Math.Sqrt(Math.PI)) * T.Exp(-known * known);
    }
}

namespace Relumine.Kernels.Sweeps;

/// <summary>
/// An activation compiled for an element type, when the activation is known at run time only: what a plan keeps. The
/// calls are those of <see cref="Elementwise"/>, one virtual call away; they allocate nothing.
/// </summary>
/// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</typeparam>
public abstract class ActivationKernel<T> where T : unmanaged
{
    private protected ActivationKernel()
    {
    }

    /// <summary>The loops for an activation.</summary>
    public static ActivationKernel<T> Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return activation.Accept(default(Compiler));
    }

    /// <inheritdoc cref="Elementwise.Value{F, T}(in F, ReadOnlySpan{T}, Span{T})"/>
    public abstract void Value(ReadOnlySpan<T> x, Span<T> y);

    /// <inheritdoc cref="Elementwise.Slope{F, T}(in F, Kink, ReadOnlySpan{T}, Span{T})"/>
    public abstract void Slope(Kink kink, ReadOnlySpan<T> x, Span<T> s);

    /// <inheritdoc cref="Elementwise.Gradient{F, T}(in F, Kink, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    public abstract void Gradient(Kink kink, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> dx);

    /// <inheritdoc cref="Elementwise.GradientFromOutput{F, T}(in F, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    public abstract void GradientFromOutput(ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> dx);

    /// <inheritdoc cref="Elementwise.ValueAndSlope{F, T}(in F, Kink, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    public abstract void ValueAndSlope(Kink kink, ReadOnlySpan<T> x, Span<T> y, Span<T> s);

    /// <inheritdoc cref="Elementwise.ValueAndGradient{F, T}(in F, Kink, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, Span{T})"/>
    public abstract void ValueAndGradient(Kink kink, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> y, Span<T> dx);

    /// <inheritdoc cref="Elementwise.ValueWithBias{F, T}(in F, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/>
    public abstract void ValueWithBias(ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y);

    private readonly struct Compiler : IActivationVisitor<ActivationKernel<T>>
    {
        public ActivationKernel<T> Visit<F>(F activation) where F : struct, IActivation<F> => new Compiled<F>(activation);
    }

    private sealed class Compiled<F>(F f) : ActivationKernel<T> where F : struct, IActivation<F>
    {
        private readonly F _f = f;

        public override void Value(ReadOnlySpan<T> x, Span<T> y) => Elementwise.Value(in _f, x, y);

        public override void Slope(Kink kink, ReadOnlySpan<T> x, Span<T> s) => Elementwise.Slope(in _f, kink, x, s);

        public override void Gradient(Kink kink, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> dx) =>
            Elementwise.Gradient(in _f, kink, x, upstream, dx);

        public override void GradientFromOutput(ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> dx) =>
            Elementwise.GradientFromOutput(in _f, y, upstream, dx);

        public override void ValueAndSlope(Kink kink, ReadOnlySpan<T> x, Span<T> y, Span<T> s) =>
            Elementwise.ValueAndSlope(in _f, kink, x, y, s);

        public override void ValueAndGradient(Kink kink, ReadOnlySpan<T> x, ReadOnlySpan<T> upstream, Span<T> y, Span<T> dx) =>
            Elementwise.ValueAndGradient(in _f, kink, x, upstream, y, dx);

        public override void ValueWithBias(ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y) => Elementwise.ValueWithBias(in _f, x, bias, y);
    }
}

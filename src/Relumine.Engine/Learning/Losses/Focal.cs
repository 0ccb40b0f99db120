using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// −(1 − p)^γ·ln p of the probability p of what is true (Lin et al. 2017, ICCV): cross entropy in which samples that are right already
/// count little, for classes of very different sizes. With one output, or with several labels at once, p is by the sigmoid of each output; with one
/// output for each class by their softmax. With γ = 0 it is cross entropy.
/// </summary>
/// <remarks>Computed from ln p and ln(1 − p), so that nothing overflows and nothing cancels.</remarks>
public sealed class Focal : Loss, IEquatable<Focal>
{
    /// <summary>Makes the loss.</summary>
    /// <param name="gamma">γ, how little samples count that are right already; finite, 0 or more.</param>
    public Focal(double gamma = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gamma);
        Gamma = double.IsFinite(gamma) ? gamma : throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "γ must be finite.");
    }

    /// <summary>γ.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override string Name => "focal";

    /// <inheritdoc/>
    public override string Summary => "−(1 − p)^γ·ln p at the label: cross entropy that attends to what is still wrong, for uneven classes";

    /// <inheritdoc/>
    public override bool TargetsAreLabels => true;

    /// <inheritdoc/>
    public override OutputTransform TransformOf(int outputs, bool labels) => labels && outputs > 1 ? OutputTransform.Softmax : OutputTransform.Sigmoid;

    /// <inheritdoc/>
    public override string? Objection(int outputs, int classes, int values) =>
        classes == 0 ? base.Objection(outputs, classes, values)
        : outputs == 1 && classes > 2 || outputs > 1 && outputs < classes
            ? $"needs one output for each class, but the network has {outputs} output{(outputs == 1 ? "" : "s")} and the data have {classes} classes. "
                + $"Give the last layer {classes} units."
        : null;

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient) =>
        Width<T>(samples, outputs, gradient) > 1 && !targets.Labels.IsEmpty
            ? SoftmaxTerms.Evaluate(samples, outputs, targets, gradient, smoothing: 0, Gamma)
            : PointwiseTerms.Evaluate(new Term(Gamma), new Slope(Gamma), samples, outputs, targets, gradient);

    /// <inheritdoc/>
    public bool Equals(Focal? other) => other?.Gamma == Gamma;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Focal);

    /// <inheritdoc/>
    public override int GetHashCode() => Gamma.GetHashCode();

    // −ln σ(z) and −ln σ(−z).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Right, V Wrong) Surprises<V>(V z) where V : struct, ILanes<V>
    {
        var rest = V.Log1p(V.Exp(-V.Abs(z)));
        return (V.AtLeast(-z, V.Of(0)) + rest, V.AtLeast(z, V.Of(0)) + rest);
    }

    private readonly struct Term(double gamma) : IBinaryFormula
    {
        private readonly double _gamma = gamma;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V>
        {
            var (right, wrong) = Surprises(z);
            var ifTrue = V.Exp(wrong * V.Of(-_gamma)) * right;
            var ifFalse = V.Exp(right * V.Of(-_gamma)) * wrong;
            return V.MulAdd(t, ifTrue, (V.Of(1) - t) * ifFalse);
        }
    }

    private readonly struct Slope(double gamma) : IBinaryFormula
    {
        private readonly double _gamma = gamma;

        // With p = σ(z) and q = 1 − p: −q^γ(γ·p·(−ln p) + q) if true, and p^γ(γ·q·(−ln q) + p) if not.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V>
        {
            var (right, wrong) = Surprises(z);
            var (p, q) = (V.Exp(-right), V.Exp(-wrong));
            var ifTrue = V.Exp(wrong * V.Of(-_gamma)) * V.MulAdd(p * right, V.Of(_gamma), q);
            var ifFalse = V.Exp(right * V.Of(-_gamma)) * V.MulAdd(q * wrong, V.Of(_gamma), p);
            return V.MulAdd(V.Of(1) - t, ifFalse, -(t * ifTrue));
        }
    }
}

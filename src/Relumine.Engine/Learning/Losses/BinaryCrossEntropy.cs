using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// −t·ln σ(z) − (1 − t)·ln(1 − σ(z)), averaged over samples and outputs, of outputs z before the sigmoid σ: for yes or no.
/// Targets are labels 0 and 1 with one output, or values from 0 to 1 for every output: several labels at once, if they are all 0 or 1. The gradient is σ(z) −
/// t.
/// </summary>
/// <remarks>
/// Computed as max(−s, 0) + ln(1 + e^(−|s|)) with s = z for a target of 1 and −z for one of 0, so that nothing overflows
/// and nothing cancels; the gradient keeps its digits when the network is almost certain.
/// </remarks>
public sealed class BinaryCrossEntropy : Loss, IEquatable<BinaryCrossEntropy>
{
    /// <summary>Makes the loss.</summary>
    /// <param name="smoothing">The share by which targets are moved towards ½ (label smoothing); from 0 to less than 1.</param>
    public BinaryCrossEntropy(double smoothing = 0) => Smoothing = Share(smoothing);

    /// <summary>The share by which targets are moved towards ½.</summary>
    public double Smoothing { get; }

    /// <inheritdoc/>
    public override string Name => "binaryCrossEntropy";

    /// <inheritdoc/>
    public override string Summary => "−t·ln σ(z) − (1 − t)·ln(1 − σ(z)) of outputs before the sigmoid: two classes with one output, or values from 0 to 1";

    /// <inheritdoc/>
    public override bool TargetsAreLabels => true;

    /// <inheritdoc/>
    public override OutputTransform TransformOf(int outputs, bool labels) => OutputTransform.Sigmoid;

    /// <inheritdoc/>
    public override string? Objection(int outputs, int classes, int values) =>
        classes == 0 ? base.Objection(outputs, classes, values)
        : classes > 2 ? $"tells two classes apart, but the data have {classes}. Use softmaxCrossEntropy with {classes} outputs."
        : outputs != 1 ? $"takes labels with one output, but the network has {outputs}. Give the last layer 1 unit, or use softmaxCrossEntropy."
        : null;

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
    {
        Width<T>(samples, outputs, gradient);
        return PointwiseTerms.Evaluate(default(Term), default(Slope), samples, outputs, targets, gradient, Smoothing);
    }

    /// <inheritdoc/>
    public bool Equals(BinaryCrossEntropy? other) => other?.Smoothing == Smoothing;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BinaryCrossEntropy);

    /// <inheritdoc/>
    public override int GetHashCode() => Smoothing.GetHashCode();

    private readonly struct Term : IBinaryFormula
    {
        // max(z, 0) − t·z as (1 − t)·max(z, 0) + t·max(−z, 0): a sum of two numbers that are not negative.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V>
        {
            var rest = V.Log1p(V.Exp(-V.Abs(z)));
            return V.MulAdd(V.Of(1) - t, V.AtLeast(z, V.Of(0)), V.MulAdd(t, V.AtLeast(-z, V.Of(0)), rest));
        }
    }

    private readonly struct Slope : IBinaryFormula
    {
        // σ(z) − t as (1 − t)·σ(z) − t·σ(−z), with the smaller of the two sigmoids computed from its own exponential.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V>
        {
            var power = V.Exp(-V.Abs(z));
            var (small, large) = (power / (V.Of(1) + power), V.Of(1) / (V.Of(1) + power));
            var above = V.IfGreater(z, V.Of(0), large, small);
            var under = V.IfGreater(z, V.Of(0), small, large);
            return V.MulAdd(V.Of(1) - t, above, -(t * under));
        }
    }
}

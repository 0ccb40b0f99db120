using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// The hinge of support vector machines. With one output for two classes max(0, m − y·z), y being −1 or 1 (Cortes &amp; Vapnik 1995); with
/// one output for each class max(0, m + max z of the others − z of the label) (Crammer &amp; Singer 2001, JMLR 2). The mean over samples.
/// </summary>
/// <remarks>At the kink, where the margin is met exactly, the gradient is 0. Of several equal rivals the first is pushed down.</remarks>
public sealed class Hinge : Loss, IEquatable<Hinge>
{
    /// <summary>Makes the loss.</summary>
    /// <param name="margin">m, by how much the label must be ahead; more than 0.</param>
    public Hinge(double margin = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        Margin = double.IsFinite(margin) ? margin : throw new ArgumentOutOfRangeException(nameof(margin), margin, "The margin must be finite.");
    }

    /// <summary>m, by how much the label must be ahead.</summary>
    public double Margin { get; }

    /// <inheritdoc/>
    public override string Name => "hinge";

    /// <inheritdoc/>
    public override string Summary => "max(0, m − y·z), or max(0, m + largest other z − z at the label): classes, told apart by a margin m";

    /// <inheritdoc/>
    public override bool TargetsAreLabels => true;

    /// <inheritdoc/>
    public override string? Objection(int outputs, int classes, int values) =>
        classes == 0 ? "needs labels of classes, but the data have values. Use huber or meanSquaredError, or name the label column."
        : outputs == 1 && classes > 2 || outputs > 1 && outputs < classes
            ? $"needs one output for each class, but the network has {outputs} output{(outputs == 1 ? "" : "s")} and the data have {classes} classes. "
                + $"Give the last layer {classes} units."
        : null;

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
    {
        var width = Width<T>(samples, outputs, gradient);
        if (targets.Labels.Length != samples)
        {
            throw new ArgumentException($"There are {targets.Labels.Length} labels for {samples} samples.", nameof(targets));
        }

        if (width == 1)
        {
            return PointwiseTerms.Evaluate(new Term(Margin), new Slope(Margin), samples, outputs, targets, gradient);
        }

        var total = 0.0;
        for (var i = 0; i < samples; i++)
        {
            var weight = targets.WeightOf(i) / samples;
            total += weight * Row(outputs.Slice(i * width, width), targets.Labels[i], weight, gradient.IsEmpty ? gradient : gradient.Slice(i * width, width));
        }

        return total;
    }

    /// <inheritdoc/>
    public bool Equals(Hinge? other) => other?.Margin == Margin;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Hinge);

    /// <inheritdoc/>
    public override int GetHashCode() => Margin.GetHashCode();

    private double Row<T>(ReadOnlySpan<T> z, int label, double weight, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rival = label == 0 ? 1 : 0;
        for (var j = 0; j < z.Length; j++)
        {
            // A NaN wins, so that it is noticed.
            rival = j != label && !(z[j] <= z[rival]) ? j : rival;
        }

        var missing = Margin + double.CreateTruncating(z[rival]) - double.CreateTruncating(z[label]);
        if (!gradient.IsEmpty)
        {
            gradient.Clear();
            if (!(missing <= 0))
            {
                gradient[rival] = T.CreateTruncating(weight);
                gradient[label] = T.CreateTruncating(-weight);
            }
        }

        return missing <= 0 ? 0 : missing;
    }

    // y = 2t − 1.
    private readonly struct Term(double margin) : IBinaryFormula
    {
        private readonly double _margin = margin;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V> => V.AtLeast(V.Of(_margin) - ((t + t - V.Of(1)) * z), V.Of(0));
    }

    private readonly struct Slope(double margin) : IBinaryFormula
    {
        private readonly double _margin = margin;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V>
        {
            var y = t + t - V.Of(1);
            return V.IfNaN(z, z, V.IfGreater(V.Of(_margin), y * z, -y, V.Of(0)));
        }
    }
}

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// −ln softmax(z)ₗ for the label l: for classes that exclude each other (Bridle 1990). The gradient is softmax(z) − 1ₗ. With
/// smoothing a share of the target is spread evenly over all classes (Szegedy et al. 2016, CVPR), so that the network does not learn to be certain.
/// </summary>
public sealed class SoftmaxCrossEntropy : Loss, IEquatable<SoftmaxCrossEntropy>
{
    /// <summary>Makes the loss.</summary>
    /// <param name="smoothing">The share of the target that is spread over all classes; from 0 to less than 1.</param>
    public SoftmaxCrossEntropy(double smoothing = 0) => Smoothing = Share(smoothing);

    /// <inheritdoc/>
    public override string Name => "softmaxCrossEntropy";

    /// <inheritdoc/>
    public override string Summary => "−ln softmax(z) at the label: one of K classes, K outputs";

    /// <inheritdoc/>
    public override bool TargetsAreLabels => true;

    /// <summary>The share of the target that is spread over all classes.</summary>
    public double Smoothing { get; }

    /// <inheritdoc/>
    public override OutputTransform TransformOf(int outputs, bool labels) => OutputTransform.Softmax;

    /// <inheritdoc/>
    public override string? Objection(int outputs, int classes, int values) =>
        classes == 0 ? "needs labels of classes, but the data have values. Use meanSquaredError, or name the label column."
        : outputs < classes
            ? $"needs one output for each class, but the network has {outputs} output{(outputs == 1 ? "" : "s")} and the data have {classes} classes. "
                + $"Give the last layer {classes} units{(classes == 2 && outputs == 1 ? ", or use binaryCrossEntropy" : "")}."
        : null;

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
    {
        Width<T>(samples, outputs, gradient);
        return SoftmaxTerms.Evaluate(samples, outputs, targets, gradient, Smoothing, gamma: 0);
    }

    /// <inheritdoc/>
    public bool Equals(SoftmaxCrossEntropy? other) => other?.Smoothing == Smoothing;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SoftmaxCrossEntropy);

    /// <inheritdoc/>
    public override int GetHashCode() => Smoothing.GetHashCode();
}

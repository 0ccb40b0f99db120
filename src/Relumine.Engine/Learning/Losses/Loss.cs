using System.Numerics;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// What training makes small: a number for the outputs of a batch and its targets, and the gradient of that number. One
/// file in <c>Losses/</c> each; a constructor whose parameters have defaults, and it is found, tested and listed.
/// </summary>
public abstract class Loss
{
    /// <summary>The name, as recipes write it: <c>softmaxCrossEntropy</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The formula and what it is for, in one sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>
    /// Whether the targets are class labels: then the score of a network is accuracy, and otherwise R². A loss that takes
    /// both says true, and data with labels give it labels.
    /// </summary>
    public abstract bool TargetsAreLabels { get; }

    /// <summary>What a single output must exceed to mean class 1 of two, where targets are labels.</summary>
    public virtual double Decision => 0;

    /// <summary>What the loss does to outputs before it compares them, so that a layer in front of it must not do it.</summary>
    /// <param name="outputs">The numbers that the network gives for a sample.</param>
    /// <param name="labels">Whether targets are labels of classes.</param>
    public virtual OutputTransform TransformOf(int outputs, bool labels) => OutputTransform.None;

    /// <summary>Says why data cannot be learnt with this loss, or null if they can.</summary>
    /// <param name="outputs">The numbers that the network gives for a sample.</param>
    /// <param name="classes">The number of classes of the labels, or 0 if the data have values instead.</param>
    /// <param name="values">The numbers of a sample's target, or 0 if the data have labels instead.</param>
    /// <returns>A clause that goes on after the name of the loss, with what to do; or null.</returns>
    public virtual string? Objection(int outputs, int classes, int values) =>
        values == 0 ? $"compares outputs with values, but the data have labels of {classes} classes. Use softmaxCrossEntropy, or give targets."
        : values != outputs
            ? $"compares every output with one value, but the network has {outputs} output{(outputs == 1 ? "" : "s")} and a target has {values} "
                + $"value{(values == 1 ? "" : "s")}. Give the last layer {values} unit{(values == 1 ? "" : "s")}."
        : null;

    /// <summary>The mean over the samples, and its gradient. Allocates nothing.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>. Sums are taken in double precision, in the order of the samples.</typeparam>
    /// <param name="samples">The number of samples; at least 1.</param>
    /// <param name="outputs">What the network gave: [samples, K], row-major.</param>
    /// <param name="targets">What it should have given: a label for each sample, or values [samples, K].</param>
    /// <param name="gradient">Gets the gradient of the mean with respect to <paramref name="outputs"/>, and may be the same memory; empty if it is not
    /// wanted.</param>
    /// <returns>The mean; not finite if an output is not, or if a term overflows <typeparamref name="T"/>.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or the targets are of the wrong kind.</exception>
    public abstract double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Checks a share of a target that is spread.</summary>
    private protected static double Share(double smoothing) =>
        smoothing is >= 0 and < 1 ? smoothing : throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "It must be from 0 to below 1.");

    /// <summary>The outputs of one sample.</summary>
    private protected static int Width<T>(int samples, ReadOnlySpan<T> outputs, ReadOnlySpan<T> gradient)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (outputs.IsEmpty || outputs.Length % samples != 0)
        {
            throw new ArgumentException($"{outputs.Length} outputs are not a whole number for each of {samples} samples.", nameof(outputs));
        }

        return gradient.IsEmpty || gradient.Length == outputs.Length
            ? outputs.Length / samples
            : throw new ArgumentException($"The gradient has {gradient.Length} elements, but there are {outputs.Length} outputs.", nameof(gradient));
    }
}

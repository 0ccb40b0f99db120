namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// A loss that compares every output with one number. Labels become numbers: with one output for each class 1 at the class and
/// 0 elsewhere (one-hot), and with a single output, for two classes, 0 and 1.
/// </summary>
public abstract class ValueLoss : Loss
{
    /// <inheritdoc/>
    public sealed override bool TargetsAreLabels => false;

    /// <inheritdoc/>
    public sealed override double Decision => 0.5;

    /// <inheritdoc/>
    public sealed override string? Objection(int outputs, int classes, int values) =>
        classes == 0 ? base.Objection(outputs, classes, values)
        : outputs == 1 && classes <= 2 || outputs >= classes ? null
        : $"compares outputs with labels as numbers, one output for each class, but the network has {outputs} output{(outputs == 1 ? "" : "s")} and the data "
            + $"have {classes} classes. Give the last layer {classes} units, use softmaxCrossEntropy, or give targets that are numbers.";
}

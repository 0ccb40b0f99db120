namespace Relumine.Doctor.Units;

/// <summary>What counts as much and as little in how a network is built and its training is planned.</summary>
public sealed record DesignThresholds
{
    /// <summary>The share of hidden units from which dropping them is strong: usual are 0.1 to 0.5, and at 0.75 three of four gradients are lost.</summary>
    public double StrongDropout { get; init; } = 0.75;

    /// <summary>The share of inputs from which dropping them is strong: usual is 0.2, and what is dropped there comes back nowhere.</summary>
    public double StrongInputDropout { get; init; } = 0.6;

    /// <summary>The share of what goes through all dropouts that they drop together, from which they may be too many: two of a half drop 0.75, six
    /// 0.98.</summary>
    public double StackedDropout { get; init; } = 0.9;

    /// <summary>Values of a channel in a batch below which batch normalization passes on little but noise: two values become −1 and 1.</summary>
    public int SmallBatch { get; init; } = 4;

    /// <summary>Updates below which a network has hardly begun: usual are thousands.</summary>
    public int FewSteps { get; init; } = 100;

    /// <summary>The share of their first values that running statistics still hold at the end, from which they have not settled.</summary>
    public double Unsettled { get; init; } = 0.1;

    /// <summary>The loss with running statistics over the loss with those of batches, from which the difference does harm.</summary>
    public double UnsettledLoss { get; init; } = 1.5;

    /// <summary>The share of the targets' variance that the range of the output leaves unexplained, from which it is critical.</summary>
    public double OutOfReach { get; init; } = 0.05;

    /// <summary>The largest probability that an output can give a label, below which labels are out of its reach.</summary>
    public double ReachedProbability { get; init; } = 0.9;
}

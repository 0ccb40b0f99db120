namespace Relumine.Engine.Learning.Losses;

/// <summary>What a network should give for the samples of a batch: a label for each, or values; one of them is empty. And how much each sample
/// counts.</summary>
public readonly ref struct Targets
{
    private Targets(ReadOnlySpan<int> labels, ReadOnlySpan<float> values, ReadOnlySpan<float> weights)
    {
        Labels = labels;
        Values = values;
        Weights = weights;
    }

    /// <summary>The class of each sample, from 0; empty if there are values.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>Numbers [samples, K], row-major; empty if there are labels.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>What the loss of each sample is multiplied with; empty if all count once.</summary>
    public ReadOnlySpan<float> Weights { get; }

    /// <summary>Targets that are labels.</summary>
    public static Targets OfLabels(ReadOnlySpan<int> labels) => new(labels, default, default);

    /// <summary>Targets that are values.</summary>
    public static Targets OfValues(ReadOnlySpan<float> values) => new(default, values, default);

    /// <summary>The same targets with what the loss of each sample is multiplied with. A mean over the samples still divides by their number.</summary>
    /// <param name="weights">A number for each sample, or empty.</param>
    public Targets Weighted(ReadOnlySpan<float> weights) => new(Labels, Values, weights);

    /// <summary>The weight of a sample.</summary>
    internal double WeightOf(int sample) => Weights.IsEmpty ? 1 : Weights[sample];

    /// <summary>The labels and weights of some samples.</summary>
    internal Targets Slice(int first, int count) =>
        new(Labels.Slice(first, count), default, Weights.IsEmpty ? default : Weights.Slice(first, count));
}

namespace Relumine.Engine.Learning.Losses;

/// <summary>What a network should give for the samples of a batch: a label for each, or values; one of them is empty.</summary>
public readonly ref struct Targets
{
    private Targets(ReadOnlySpan<int> labels, ReadOnlySpan<float> values)
    {
        Labels = labels;
        Values = values;
    }

    /// <summary>The class of each sample, from 0; empty if there are values.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>Numbers [samples, K], row-major; empty if there are labels.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Targets that are labels.</summary>
    public static Targets OfLabels(ReadOnlySpan<int> labels) => new(labels, default);

    /// <summary>Targets that are values.</summary>
    public static Targets OfValues(ReadOnlySpan<float> values) => new(default, values);
}

using System.Globalization;
using Relumine.Data.Datasets;
using Relumine.Doctor.Units;
using Relumine.Recipes.Data;

namespace Relumine.Doctor.Runs;

/// <summary>How often each class occurs among the samples to learn from.</summary>
/// <param name="Counts">The samples of each class; 0 for those that do not occur.</param>
/// <param name="Names">The names of the classes; empty where they have none.</param>
public sealed record LabelProfile(IReadOnlyList<int> Counts, IReadOnlyList<string> Names)
{
    /// <summary>How much more often than by chance neighbouring samples have the same label: 0 in random order, 1 in a sorted table.</summary>
    public double Grouping { get; init; }

    /// <summary>The classes that occur.</summary>
    public int Classes => Counts.Count(c => c > 0);

    /// <summary>The most frequent class.</summary>
    public int Most => Enumerable.Range(0, Counts.Count).MaxBy(c => Counts[c]);

    /// <summary>The least frequent class of those that occur.</summary>
    public int Least => Enumerable.Range(0, Counts.Count).Where(c => Counts[c] > 0).MinBy(c => Counts[c]);

    /// <summary>How many times as frequent the most frequent class is as the least frequent one.</summary>
    public double Ratio => Counts[Most] / (double)Counts[Least];

    /// <summary>By how many standard errors the least frequent class has fewer samples than an even share.</summary>
    public double Errors
    {
        get
        {
            var even = Counts.Sum() / (double)Classes;
            return (even - Counts[Least]) / Math.Sqrt(even);
        }
    }

    /// <summary>Whether some classes are much rarer than others, and more than by chance. Those with too few samples to say anything do not count.</summary>
    public bool IsUneven(DataThresholds limits) => Judged(limits).IsSpread(limits);

    /// <summary>The classes that, beside much more frequent ones, have too few samples to be learned or judged.</summary>
    public IReadOnlyList<int> TooFew(DataThresholds limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return IsSpread(limits) ? [.. Enumerable.Range(0, Counts.Count).Where(c => Counts[c] > 0 && Counts[c] < limits.LeastOfClass)] : [];
    }

    /// <summary>The same without the samples of classes that have too few.</summary>
    public LabelProfile Judged(DataThresholds limits)
    {
        var few = TooFew(limits);
        return few.Count == 0 ? this : this with { Counts = [.. Counts.Select((n, c) => few.Contains(c) ? 0 : n)] };
    }

    private bool IsSpread(DataThresholds limits) => Classes > 1 && Ratio >= limits.Imbalance && Errors >= limits.ImbalanceErrors;

    /// <summary>How much each class counts in all with such weights.</summary>
    internal double[] Weighted(ClassWeights weights)
    {
        var counting = Counts.Select(c => (double)c).ToArray();
        foreach (var (name, weight) in weights.Given)
        {
            var named = Enumerable.Range(0, Names.Count).FirstOrDefault(k => Names[k] == name, -1);
            var index = named >= 0 ? named : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            if (index >= 0 && index < counting.Length)
            {
                counting[index] *= weight;
            }
        }

        return counting;
    }

    /// <summary>Whether weights make some classes count so much less than others that they are neglected, and less than they do without weights.</summary>
    internal bool IsMoreUneven(double[] counting, DataThresholds limits)
    {
        var occurring = Enumerable.Range(0, Counts.Count).Where(c => Counts[c] > 0).Select(c => counting[c]).ToArray();
        return occurring.Length > 1 && occurring.Max() >= limits.Imbalance * occurring.Min()
            && occurring.Max() * Counts[Least] > occurring.Min() * Counts[Most];
    }

    /// <summary>What a class is called: its name in quotes, or its number.</summary>
    public string Name(int label) => label < Names.Count ? $"'{Names[label]}'" : FormattableString.Invariant($"{label}");

    /// <summary>Counts labels; null where targets are numbers.</summary>
    public static LabelProfile? Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Labels is not { } labels)
        {
            return null;
        }

        var counts = new int[data.Classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return new(counts, data.ClassNames) { Grouping = GroupingOf(labels, counts) };
    }

    private static double GroupingOf(int[] labels, int[] counts)
    {
        var (neighbours, alike) = (labels.Length - 1, 0);
        for (var i = 1; i < labels.Length; i++)
        {
            alike += labels[i] == labels[i - 1] ? 1 : 0;
        }

        // A sorted table changes its label once for each further class.
        var chance = counts.Sum(c => (double)c / labels.Length * (c - 1) / Math.Max(1, neighbours));
        var sorted = 1 - ((counts.Count(c => c > 0) - 1) / (double)Math.Max(1, neighbours));
        return sorted > chance ? ((alike / (double)Math.Max(1, neighbours)) - chance) / (sorted - chance) : 0;
    }
}

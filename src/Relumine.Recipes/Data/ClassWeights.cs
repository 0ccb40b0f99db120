using System.Globalization;
using Relumine.Data.Datasets;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;

namespace Relumine.Recipes.Data;

/// <summary>How much the samples of each class count while a network learns; see <see cref="Dataset.Weights"/>.</summary>
public sealed record ClassWeights
{
    /// <summary>Every class counts as much as any other: samples ÷ (classes · samples of the class).</summary>
    public static ClassWeights Balanced { get; } = new() { IsBalanced = true };

    /// <summary>Whether the weights make classes equal; otherwise they are given.</summary>
    public bool IsBalanced { get; private init; }

    /// <summary>The weights that are given, by the name of the class or its number from 0; 1 for those that are not named.</summary>
    public ValueArray<ClassWeight> Given { get; private init; }

    /// <summary>Weights that are given.</summary>
    /// <param name="weights">By the name of the class or its number from 0; finite, 0 or more.</param>
    public static ClassWeights Of(IEnumerable<ClassWeight> weights) => new() { Given = weights.ToArray() };

    /// <summary>The samples with these weights, times those that they had.</summary>
    /// <param name="data">The samples to learn from.</param>
    /// <param name="source">What messages call the recipe.</param>
    /// <exception cref="RelumineException">Targets are no labels, or a class has another name (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    internal Dataset Apply(Dataset data, string source)
    {
        if (data.Labels is not { } labels)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{source}: $.classWeights needs labels of classes, but the targets of {data.Name} are numbers. Leave it out, or name the label column.");
        }

        var weights = IsBalanced ? Balance(labels, data.Classes) : Named(data, source);
        var samples = new double[labels.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = weights[labels[i]] * (data.Weights?[i] ?? 1);
        }

        return samples.Any(w => w > 0)
            ? data.Weighted(samples)
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{source}: $.classWeights leaves no sample that counts. Give a class that occurs more than 0."
            );
    }

    private static double[] Balance(int[] labels, int classes)
    {
        var counts = new double[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return [.. counts.Select(c => c == 0 ? 0 : labels.Length / (counts.Count(n => n > 0) * c))];
    }

    private double[] Named(Dataset data, string source)
    {
        var weights = new double[data.Classes];
        Array.Fill(weights, 1);
        foreach (var (name, weight) in Given)
        {
            var index = Enumerable.Range(0, data.ClassNames.Count).FirstOrDefault(k => data.ClassNames[k] == name, -1);
            if (index < 0 && (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index) || index >= data.Classes))
            {
                var names =
                    data.ClassNames.Count > 0 ? data.ClassNames : [.. Enumerable.Range(0, data.Classes).Select(k => k.ToString(CultureInfo.InvariantCulture))];
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"{source}: $.classWeights names no class: '{name}' is not known.{(data.ClassNames.Count > 0 ? Nearest.Question(name, names) : "")} "
                        + $"Classes of {data.Name} are "
                        + $"{string.Join(", ", names.Take(10))}{(names.Count > 10 ? " …" : "")}.");
            }

            weights[index] = weight;
        }

        return weights;
    }
}

/// <summary>How much the samples of one class count.</summary>
/// <param name="Name">The name of the class, or its number from 0.</param>
/// <param name="Weight">The weight.</param>
public readonly record struct ClassWeight(string Name, double Weight);

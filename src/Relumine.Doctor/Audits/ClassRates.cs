using System.Globalization;
using Relumine.Data.Datasets;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>How often the units of a network fire on which class.</summary>
/// <param name="Classes">The names of the classes; their numbers where the data have no names.</param>
/// <param name="Layers">The layers, in the order of computation.</param>
public sealed record ClassRates(IReadOnlyList<string> Classes, IReadOnlyList<LayerClassRates> Layers)
{
    /// <summary>Of more classes nobody looks at a picture.</summary>
    public const int MostClasses = 40;

    /// <summary>Runs samples of every class through a network.</summary>
    /// <param name="model">The network, for data as they are given here.</param>
    /// <param name="data">The samples with labels; of many some, from all over.</param>
    /// <param name="samples">The most samples to run.</param>
    /// <returns>Null where the targets are no labels of 2 to <see cref="MostClasses"/> classes, or the network has no activation.</returns>
    public static ClassRates? Of(Model model, Dataset data, int samples)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Labels is null || data.Classes is < 2 or > MostClasses)
        {
            return null;
        }

        var taken = data.Samples <= samples
            ? data
            : data.Take([.. Enumerable.Range(0, samples).Select(i => (int)((long)i * data.Samples / samples))]);
        using var plan = Plan.Compile(model, new PlanOptions { Observe = Observation.Firing });
        if (plan.Layers.Count == 0)
        {
            return null;
        }

        var census = new ClassFiring(plan);
        foreach (var (label, rows, inputs) in ClassFiring.Split([taken.Features], plan.Inputs, [.. taken.Labels!.Select(l => (long)l)]))
        {
            plan.Run(rows, inputs, new ModelTensor?[plan.Outputs.Count]);
            census.Add(label, rows);
        }

        string[] names = data.ClassNames.Count == data.Classes
            ? [.. data.ClassNames]
            : [.. Enumerable.Range(0, data.Classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];
        return new(names, [.. plan.Layers.Select((l, i) => new LayerClassRates(l.Name, census.Rates(i, data.Classes)))]);
    }

    /// <summary>Those of an audit that counted them.</summary>
    /// <returns>Null where it did not, or there are less than 2 classes, or more than <see cref="MostClasses"/>.</returns>
    public static ClassRates? Of(AuditResult audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var counted = audit.Layers.Where(l => l.Details is [{ FiringRateByClass.Count: >= 2 and <= MostClasses }, ..]).ToArray();
        if (counted.Length == 0)
        {
            return null;
        }

        var classes = counted[0].Details[0].FiringRateByClass!.Count;
        return new(
            [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))],
            [.. counted.Select(l => new LayerClassRates(l.Name, [.. Enumerable.Range(0, classes).Select(c => OfClass(l, c))]))]);
    }

    private static double[] OfClass(LayerResult layer, int label) => [.. layer.Details.Select(u => u.FiringRateByClass![label])];
}

/// <summary>How often the units of one layer fire on which class.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Rates">Of every class, for every unit the share of its samples on which it fired; NaN for a class without samples.</param>
public sealed record LayerClassRates(string Name, IReadOnlyList<IReadOnlyList<double>> Rates);

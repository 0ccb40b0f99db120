using Relumine.Data.Fit;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;

namespace Relumine.Engine.Inference.Feed;

/// <summary>An input of a model and the data for it.</summary>
/// <param name="Input">The input, as the model declares it.</param>
/// <param name="Source">The data.</param>
/// <param name="Layout">How the data fit the input.</param>
public sealed record InputBinding(ValueInfo Input, DataSource Source, SampleLayout Layout)
{
    /// <summary>Finds the data for every input: by name, or in order where the names of the data say nothing to the model.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="sources">The data, at their start.</param>
    /// <exception cref="RelumineException">Data are missing or left over, or do not fit an input's shape.</exception>
    public static IReadOnlyList<InputBinding> Bind(ModelGraph graph, IReadOnlyList<DataSource> sources)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(sources);
        var byName = sources.Where(s => graph.Inputs.Any(i => i.Name == s.Name)).ToList();
        var strangers = sources.Except(byName).ToList();
        var open = graph.Inputs.Where(i => byName.All(s => s.Name != i.Name)).ToList();
        if (byName.DistinctBy(s => s.Name).Count() < byName.Count)
        {
            var twice = byName.GroupBy(s => s.Name).First(g => g.Count() > 1);
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"The input '{twice.Key}' is given twice: {string.Join(" and ", twice.Select(s => s.Origin))}. Give it once."
            );
        }

        // Names help only if some fit; a single input needs none, and test data are in the order of the inputs.
        if (strangers.Count != open.Count || (strangers.Count > 0 && byName.Count > 0 && strangers.Any(s => s.Name.Length > 0)))
        {
            var isArchive = sources.Count > 1 && sources.DistinctBy(s => s.Origin).Count() < sources.Count;
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"The model has the inputs {List(graph.Inputs.Select(i => i.ToString()))}, but the data are for "
                    + $"{List(sources.Select(s => s.Name.Length > 0 ? s.Name : s.Origin))}. "
                + $"Give every input once ({new Setting(nameof(sources))}{(isArchive ? "; the arrays of an archive are taken by their names" : "")}).");
        }

        var sourceOf = byName.ToDictionary(s => s.Name);
        foreach (var (input, source) in open.Zip(strangers))
        {
            sourceOf.Add(input.Name, source);
        }

        return [.. graph.Inputs.Select(i => Of(i, sourceOf[i.Name]))];
    }

    private static InputBinding Of(ValueInfo input, DataSource source)
    {
        // A model that does not even say its rank takes samples as they are.
        long?[] dims = input.RankKnown
            ? [.. input.Dims.Select(d => (long?)d.Size)]
            : [.. source.Dims.Select((d, axis) => axis == 0 ? null : (long?)d)];
        return new(input, source, LayoutMismatch.Fit(source, input.Name, input.Type, dims));
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}

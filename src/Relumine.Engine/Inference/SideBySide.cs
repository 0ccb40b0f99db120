using Relumine.Engine.Inference.Fusion;
using Relumine.Engine.Program;
using Relumine.Graph.Models;

namespace Relumine.Engine.Inference;

/// <summary>
/// Decides which results of convolutions have the channels of a position side by side: those that a convolution reads, as its input or as the other
/// branch of a residual sum, or an operator by position that stands between convolutions. Where somebody reads planes of the same result, as the graph
/// says, it gets a copy.
/// </summary>
internal sealed class SideBySide
{
    private readonly PlanDraft _draft;
    private readonly Dictionary<string, Value> _values = [];
    private readonly HashSet<string> _planes = [];
    private readonly HashSet<ByPosition> _between = new(ReferenceEqualityComparer.Instance);

    /// <summary>Looks at who reads what.</summary>
    /// <param name="draft">The plan so far.</param>
    /// <param name="chains">The convolutions.</param>
    /// <param name="operators">The operators that could be computed by position, in the order of the graph.</param>
    public SideBySide(PlanDraft draft, IReadOnlyList<ConvolutionChain> chains, IReadOnlyList<ByPosition> operators)
    {
        _draft = draft;
        string[] read = [.. chains.Select(c => c.Input), .. chains.Select(c => c.Residual).OfType<string>()];
        Choose(chains, operators, read);
        var reads = read.Concat(_between.SelectMany(o => o.Data)).GroupBy(n => n).ToDictionary(g => g.Key, g => g.Count());
        foreach (var output in chains.Select(c => c.Output).Concat(_between.Where(o => !o.Leaves).Select(o => o.Output)))
        {
            if (!reads.TryGetValue(output, out var count))
            {
                continue;
            }

            // A node is among the readers once for each input that it reads.
            if (draft.IsOutput(output) || draft.Readers(output).Count > count)
            {
                _planes.Add(output);
                _values[output] = draft.NewValue(output, draft.Shapes[output]);
            }
            else
            {
                _values[output] = draft.ValueOf(output);
            }

            _values[output].IsChannelsLast = true;
        }
    }

    /// <summary>The value as convolutions see it.</summary>
    public Value ValueOf(string name) => _values.TryGetValue(name, out var value) ? value : _draft.ValueOf(name);

    /// <summary>Whether an operator is computed by position.</summary>
    public bool Has(ByPosition? what) => what is not null && _between.Contains(what);

    /// <summary>Whether somebody needs the planes of a value that convolutions see otherwise.</summary>
    public bool NeedsPlanes(string name) => _planes.Contains(name);

    // Operators whose inputs come from convolutions, on whatever way, and whose output goes to one.
    private void Choose(IReadOnlyList<ConvolutionChain> chains, IReadOnlyList<ByPosition> operators, string[] read)
    {
        var made = chains.Select(c => c.Output).ToHashSet();
        var possible = operators.Where(o => o.Data.All(made.Contains) && (o.Leaves || made.Add(o.Output))).ToList();
        var wanted = read.ToHashSet();
        for (var i = possible.Count - 1; i >= 0; i--)
        {
            if (possible[i].Leaves || wanted.Contains(possible[i].Output))
            {
                _between.Add(possible[i]);
                wanted.UnionWith(possible[i].Data);
            }
        }
    }
}

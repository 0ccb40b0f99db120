using Relumine.Engine.Inference.Fusion;
using Relumine.Engine.Program;
using Relumine.Graph.Models;

namespace Relumine.Engine.Inference;

/// <summary>
/// Decides which results of convolutions have the channels of a position side by side: those that a convolution reads, as its input or as the other
/// branch of a residual sum. Where somebody reads planes of the same result, as the graph says, it gets a copy.
/// </summary>
internal sealed class SideBySide
{
    private readonly PlanDraft _draft;
    private readonly Dictionary<string, Value> _values = [];
    private readonly HashSet<string> _planes = [];

    /// <summary>Looks at who reads what.</summary>
    public SideBySide(PlanDraft draft, IReadOnlyList<ConvolutionChain> chains)
    {
        _draft = draft;
        var reads = chains
            .Select(c => c.Input)
            .Concat(chains.Select(c => c.Residual).OfType<string>())
            .GroupBy(n => n)
            .ToDictionary(g => g.Key, g => g.Count());
        foreach (var output in chains.Select(c => c.Output))
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

    /// <summary>Whether somebody needs the planes of a value that convolutions see otherwise.</summary>
    public bool NeedsPlanes(string name) => _planes.Contains(name);
}

using Relumine.Graph.Models;
using Relumine.Graph.Operators;

namespace Relumine.Graph.Trimming;

/// <summary>Where a network's constants come from: weights of its own, what nodes compute from weights, or shapes.</summary>
internal sealed class WeightSources
{
    private readonly Model _model;
    private readonly Dictionary<string, Node> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _readings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pure;

    /// <summary>Looks through a network.</summary>
    public WeightSources(Model model)
    {
        _model = model;
        _pure = new HashSet<string>(model.Weights.Keys, StringComparer.Ordinal);
        foreach (var node in model.Graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                _readings[input] = _readings.GetValueOrDefault(input) + 1;
            }

            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                _makers[output] = node;
                if (node.Inputs.All(i => i.Length == 0 || _pure.Contains(i)))
                {
                    _pure.Add(output);
                }
            }
        }

        foreach (var output in model.Graph.Outputs)
        {
            _readings[output.Name] = _readings.GetValueOrDefault(output.Name) + 1;
        }
    }

    /// <summary>Whether a constant depends on weights alone, and on no input's shape.</summary>
    public bool IsPure(string value) => _pure.Contains(value);

    /// <summary>Whether a constant, and all that it is computed from, is read in one place.</summary>
    public bool IsPrivate(string value) =>
        IsPure(value) && _readings.GetValueOrDefault(value) <= 1
        && (!_makers.TryGetValue(value, out var maker) || maker.Inputs.All(i => i.Length == 0 || IsPrivate(i)));

    /// <summary>Whether a value is a weight of the model and read in one place, so that it may change under its name.</summary>
    public bool IsOwn(string value) => _model.Weights.ContainsKey(value) && _readings.GetValueOrDefault(value) <= 1;
}

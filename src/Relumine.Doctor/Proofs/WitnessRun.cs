using Relumine.Engine.Inference;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs;

/// <summary>Runs witnesses in the engine: whether a unit fires is what users would see, not what double arithmetic says.</summary>
internal sealed class WitnessRun : IDisposable
{
    private readonly SampleRun _run;
    private readonly PiecewiseLinearModel _view;
    private readonly Dictionary<string, int> _outputs = [];
    private readonly Dictionary<int, string> _sums = [];

    /// <summary>Compiles the model so that it also gives what goes into each activation.</summary>
    public WitnessRun(Model model, PiecewiseLinearModel view, ElementType? precision)
    {
        _view = view;
        var outputs = model.Graph.Outputs.ToList();
        foreach (var layer in view.Layers.Where(l => l.Cuts > 0))
        {
            if (model.Graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(layer.Value)) is not { } node)
            {
                continue;
            }

            _sums[layer.Index] = node.Inputs[0];
            if (outputs.All(o => o.Name != node.Inputs[0]))
            {
                outputs.Add(new ValueInfo(node.Inputs[0], model.Graph.Inputs[0].Type, Array.Empty<Dimension>()) { RankKnown = false });
            }
        }

        _run = new SampleRun(model with { Graph = model.Graph with { Outputs = outputs.ToArray() } }, precision);
        for (var o = 0; o < _run.Outputs.Count; o++)
        {
            _outputs[_run.Outputs[o]] = o;
        }
    }

    /// <summary>Whether an input contradicts a claim.</summary>
    public bool Confirms(UnitQuestion question, double[] x)
    {
        if (!_sums.TryGetValue(question.Layer, out var name) || !_outputs.TryGetValue(name, out var output))
        {
            return false;
        }

        var numbers = _run.Of(x, output);
        var (layer, elements) = (_view.Layers[question.Layer], question.Elements.ToHashSet());
        for (var c = 0; c < layer.Cuts; c++)
        {
            // A unit's first knot comes first.
            var (unit, knot) = layer.Cut(c);
            if (elements.Remove(unit) && (question.Claim == UnitClaim.Dead ? numbers[unit] > knot : numbers[unit] < knot))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();
}

using Relumine.Engine.Inference;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs;

/// <summary>Runs witnesses in the engine: whether a unit fires is what users would see, not what double arithmetic says.</summary>
internal sealed class WitnessRun : IDisposable
{
    private readonly Plan _plan;
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

        _plan = Plan.Compile(model with { Graph = model.Graph with { Outputs = outputs.ToArray() } }, new PlanOptions { Precision = precision });
        for (var o = 0; o < _plan.Outputs.Count; o++)
        {
            _outputs[_plan.Outputs[o].Name] = o;
        }
    }

    /// <summary>Whether an input contradicts a claim.</summary>
    public bool Confirms(UnitQuestion question, double[] x)
    {
        if (!_sums.TryGetValue(question.Layer, out var name) || !_outputs.TryGetValue(name, out var output))
        {
            return false;
        }

        var (inputs, at) = (new ModelTensor[_plan.Inputs.Count], 0);
        for (var i = 0; i < inputs.Length; i++)
        {
            var length = _plan.Inputs[i].SampleLength;
            inputs[i] = ModelTensor.Zeros(_plan.Inputs[i].Type, new Shape(length));
            for (var k = 0; k < length; k++)
            {
                Set(inputs[i], k, x[at++]);
            }
        }

        var outputs = new ModelTensor?[_plan.Outputs.Count];
        var sums = outputs[output] = ModelTensor.Zeros(_plan.Outputs[output].Type, new Shape(_plan.Outputs[output].SampleLength));
        _plan.Run(1, inputs, outputs);
        var numbers = sums.ToDoubles();
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
    public void Dispose() => _plan.Dispose();

    private static void Set(ModelTensor tensor, int index, double value)
    {
        if (tensor.Type == ElementType.Float32)
        {
            tensor.Values<float>()[index] = (float)value;
        }
        else
        {
            tensor.Values<double>()[index] = value;
        }
    }
}

using Relumine.Engine.Inference.Fusion;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Inference;

/// <summary>Turns a model into a list of steps: what is constant is computed, what nobody needs is left out, what can be fused is.</summary>
internal sealed class PlanBuilder
{
    private readonly PlanDraft _draft;
    private readonly bool _fuses;
    private readonly List<ObservedLayer> _layers = [];

    /// <summary>Builds the steps.</summary>
    public PlanBuilder(Model model, PlanOptions options, IReadOnlyDictionary<string, Shape>? inputShapes)
    {
        ProbeDetail? detail = options.Observe switch
        {
            Observation.None => null,
            Observation.Full => ProbeDetail.Full,
            _ => ProbeDetail.Firing,
        };
        var outputs = model.Graph.Outputs.Select(o => o.Name).Where(o => options.Outputs?.Contains(o) ?? true).ToHashSet();
        (_draft, _fuses) = (new PlanDraft(model, inputShapes, new DraftOptions(outputs, detail, options.Layers, OnlyTheWay: false)), options.Fuse);
        foreach (var node in _draft.Nodes)
        {
            if (!_draft.IsAbsorbed(node))
            {
                Plan(node);
            }
        }

        Outputs = [.. model.Graph.Outputs.Where(o => outputs.Contains(o.Name)).Select(o => _draft.ValueOf(o.Name))];
    }

    /// <summary>The steps, in order.</summary>
    public List<StepPlan> Steps { get; } = [];

    /// <summary>What one sample takes.</summary>
    public double Work => _draft.Work;

    /// <summary>The values of the inputs.</summary>
    public IReadOnlyList<Value> Inputs => _draft.Inputs;

    /// <summary>The values of the outputs.</summary>
    public IReadOnlyList<Value> Outputs { get; }

    /// <summary>The layers that are observed.</summary>
    public IReadOnlyList<ObservedLayer> Layers => _layers;

    private void Plan(Node node)
    {
        if (_draft.TryShare(node))
        {
            return;
        }

        if (_fuses && DenseStart.Find(node, _draft.Shapes) is { } chain)
        {
            var layer = Grow(chain);
            Steps.Add(new DensePlan(chain, _draft.ValueOf(chain.Input), _draft.ValueOf(chain.Output), layer));
            return;
        }

        if (_fuses && ConvolutionChain.Find(node, _draft.Shapes) is { } convolution)
        {
            var layer = Grow(convolution);
            Steps.Add(new ConvolutionPlan(convolution, _draft.ValueOf(convolution.Input), _draft.ValueOf(convolution.Output), layer));
            _draft.ValueOf(convolution.Output).IsChannelsLast = IsReadByConvolutions(convolution.Output);
            return;
        }

        Steps.Add(new OperatorPlan(node, _draft.ValuesOf(node.Inputs), _draft.ValuesOf(node.Outputs)));
        if (_draft.IsObserved(node))
        {
            var layer = Observe(node);
            Steps.Add(new ObservePlan(layer, _draft.ValueOf(node.Inputs[0]), _draft.ValueOf(node.Outputs[0]), _layers[layer].Axis));
        }
    }

    /// <summary>Lets the chain absorb the nodes behind it, and returns the layer that its activation is, or −1.</summary>
    private int Grow(DenseChain chain)
    {
        while (_draft.OnlyReader(chain.Output) is { } next)
        {
            // A unit with several values in one sample is not a row of the product, so its probe must see samples.
            if (_draft.IsObserved(next) && chain.RowsPerSample != 1)
            {
                break;
            }

            if (!Absorbers.All.Any(a => a.Absorb(chain, next, _draft.Shapes)))
            {
                break;
            }

            _draft.Absorb(next);
            chain.Output = next.Outputs[0];
            if (_draft.IsObserved(next))
            {
                return Observe(next);
            }
        }

        return -1;
    }

    /// <summary>The same for a convolution, whose probe knows channels.</summary>
    private int Grow(ConvolutionChain chain)
    {
        var layer = -1;
        while (_draft.OnlyReader(chain.Output) is { } next && chain.Absorb(next, _draft.Shapes))
        {
            _draft.Absorb(next);
            layer = _draft.IsObserved(next) ? Observe(next) : layer;
        }

        return layer;
    }

    // Whether the channels of a value may be side by side, because nobody reads it who does not know.
    private bool IsReadByConvolutions(string value) =>
        !_draft.IsOutput(value) && _draft.Readers(value) is { Count: > 0 } readers
        && readers.All(r => r.Inputs[0] == value && r.Inputs.Count(i => i == value) == 1 && ConvolutionChain.Find(r, _draft.Shapes) is not null);

    private int Observe(Node node)
    {
        _layers.Add(_draft.Layer(node));
        return _layers.Count - 1;
    }
}

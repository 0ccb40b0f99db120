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
    private readonly List<Choice> _chosen = [];
    private readonly HashSet<string> _convolved = [];
    private readonly SideBySide _sideBySide;

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
                Choose(node);
            }
        }

        _sideBySide = new SideBySide(_draft, [.. _chosen.Select(c => c.Convolution).OfType<ConvolutionChain>()],
            [.. _chosen.Select(c => c.ByPosition).OfType<ByPosition>()]);
        foreach (var choice in _chosen)
        {
            Plan(choice);
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

    // First what belongs together, so that a convolution knows who reads it before it is decided how its channels lie.
    private void Choose(Node node)
    {
        var isShape = node.Op.IsReshape;
        var dense = _fuses && !isShape ? DenseStart.Find(node, _draft.Shapes) : null;
        var convolution = _fuses && !isShape && dense is null ? ConvolutionChain.Find(node, _draft.Shapes) : null;
        var layer = dense is not null ? Grow(dense) : convolution is not null ? Grow(convolution) : -1;
        if (layer < 0 && dense is null && convolution is null && !isShape && _draft.IsObserved(node))
        {
            layer = Observe(node);
        }

        // What is observed is observed in planes.
        var by = _fuses && dense is null && convolution is null && layer < 0 && !isShape ? ByPosition.Of(node, _draft.Shapes) : null;
        if (convolution is not null)
        {
            _convolved.Add(convolution.Output);
        }

        _chosen.Add(new Choice(node, dense, convolution, by, layer));
    }

    private void Plan(Choice choice)
    {
        var (node, dense, convolution, by, layer) = choice;
        if (dense is not null)
        {
            Steps.Add(new DensePlan(dense, _draft.ValueOf(dense.Input), _draft.ValueOf(dense.Output), layer));
            return;
        }

        if (convolution is not null)
        {
            var residual = convolution.Residual is { } name ? _sideBySide.ValueOf(name) : null;
            var output = _sideBySide.ValueOf(convolution.Output);
            Steps.Add(new ConvolutionPlan(convolution, _sideBySide.ValueOf(convolution.Input), residual, output, layer));
            AddPlanes(convolution.Output);
            return;
        }

        if (by is not null && _sideBySide.Has(by))
        {
            if (by.Leaves)
            {
                _draft.Share(by.Output, _sideBySide.ValueOf(by.Data[0]));
                return;
            }

            var output = _sideBySide.ValueOf(by.Output);
            if (by.From is { } from)
            {
                output.Sharing(_draft.ValueOf(from));
                AddPlanes(by.Output);
                return;
            }

            Steps.Add(by.Pooling is null && by.Sources is null
                ? new OperatorPlan(
                    node, [.. node.Inputs.Select(i => i.Length > 0 ? ByPosition.SideBySide(_sideBySide.ValueOf(i), _draft) : null)],
                    [ByPosition.SideBySide(output, _draft)])
                : new PositionsPlan(by, _sideBySide.ValueOf(by.Data[0]), output));
            AddPlanes(by.Output);
            return;
        }

        if (_draft.TryShare(node))
        {
            return;
        }

        Steps.Add(new OperatorPlan(node, _draft.ValuesOf(node.Inputs), _draft.ValuesOf(node.Outputs)));
        if (layer >= 0)
        {
            Steps.Add(new ObservePlan(layer, _draft.ValueOf(node.Inputs[0]), _draft.ValueOf(node.Outputs[0]), _layers[layer].Axis));
        }
    }

    private void AddPlanes(string name)
    {
        if (_sideBySide.NeedsPlanes(name))
        {
            Steps.Add(new PlanesPlan(_sideBySide.ValueOf(name), _draft.ValueOf(name)));
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
        while (_draft.OnlyReader(chain.Output) is { } next && chain.Absorb(next, _draft.Shapes, _convolved.Contains))
        {
            _draft.Absorb(next);
            layer = _draft.IsObserved(next) ? Observe(next) : layer;
        }

        return layer;
    }

    private int Observe(Node node)
    {
        _layers.Add(_draft.Layer(node));
        return _layers.Count - 1;
    }

    /// <summary>A node that begins a step, and what grew from it.</summary>
    private sealed record Choice(Node Node, DenseChain? Dense, ConvolutionChain? Convolution, ByPosition? ByPosition, int Layer);
}

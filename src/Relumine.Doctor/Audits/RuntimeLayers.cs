using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>
/// The rectifiers of a network that another program runs, as a network of their own whose inputs are their pre-activations: a plan of it observes
/// them as it does all others.
/// </summary>
internal sealed class RuntimeLayers : IDisposable
{
    private readonly ILayerRuntime _runtime;
    private readonly AuditOptions _options;
    private readonly Dictionary<string, (int Axis, LayerKind Kind)> _traced;
    private Plan? _plan;
    private (int Index, int Axis, bool Moves)[] _inputs = [];

    /// <summary>Finds out which axis of each layer counts units, as far as the network around them is known.</summary>
    public RuntimeLayers(ILayerRuntime runtime, AuditOptions options, IReadOnlyDictionary<string, Shape> inputShapes)
    {
        (_runtime, _options) = (runtime, options);
        _traced = Trace(runtime.Model, inputShapes);
    }

    /// <summary>Observes the pre-activations of samples, each sample behind the other.</summary>
    public void Add(int samples, ModelTensor[] got)
    {
        _plan ??= Compile(samples, got);
        ModelTensor[] ordered = [.. _inputs.Select(i => i.Moves ? Moved(got[i.Index], i.Axis) : got[i.Index])];
        _plan.Run(samples, ordered, []);
    }

    /// <summary>The verdicts.</summary>
    public LayerResult[] Examine(Thresholds thresholds) =>
        [.. (_plan?.Layers ?? []).Select(layer =>
        {
            var result = Examination.ExamineFinished(layer, thresholds);
            return _traced.TryGetValue(layer.PreActivation, out var traced) ? result with { Kind = traced.Kind, Axis = traced.Axis } : result;
        })];

    public void Dispose() => _plan?.Dispose();

    private Plan Compile(int samples, ModelTensor[] got)
    {
        List<ValueInfo> inputs = [];
        List<(int, int, bool)> orders = [];
        Dictionary<string, Shape> shapes = [];
        foreach (var (node, i) in _runtime.Rectifiers.Select((n, i) => (n, i)))
        {
            var name = node.Inputs[0];
            if (shapes.ContainsKey(name))
            {
                continue;
            }

            var shape = OneOf(got[i].Shape, samples);
            var usual = shape.Rank >= 3 ? 1 : Math.Max(0, shape.Rank - 1);
            var isPlain = !_traced.TryGetValue(name, out var traced) || traced.Axis == usual || traced.Axis >= shape.Rank || node.Inputs.Count > 1;
            if (isPlain)
            {
                _traced.Remove(name);
            }

            shapes[name] = isPlain ? shape : new Shape(1, shape[traced.Axis], shape.ElementCount / Math.Max(1, shape[traced.Axis]));
            inputs.Add(new ValueInfo(name, got[i].Type, shapes[name].Dims.ToArray().Select(d => (Dimension)d).ToArray()));
            orders.Add((i, traced.Axis, !isPlain));
        }

        _inputs = [.. orders];
        var outputs = _runtime.Rectifiers.Select(n => new ValueInfo(n.Outputs[0], ElementType.Float32, default) { RankKnown = false });
        var graph = new ModelGraph(_runtime.Model.Graph.Name, inputs.ToArray(), outputs.ToArray(), _runtime.Rectifiers.ToArray());
        var options = new PlanOptions { Observe = Observation.Full, Threads = _options.Threads, Layers = _options.Layers, Outputs = [] };
        var plan = Plan.Compile(_runtime.Model with { Graph = graph }, options, shapes);
        if (_options.Layers?.FirstOrDefault(name => plan.Layers.All(l => l.Name != name)) is { } missing)
        {
            plan.Dispose();
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"There is no layer '{missing}' to examine. The layers are {string.Join(", ", _runtime.Rectifiers.Select(r => $"'{r.Outputs[0]}'"))}.");
        }

        return plan;
    }

    // Without a dimension of samples, what is there is that of one.
    private static Shape OneOf(Shape all, int samples) => all.Rank == 0 || all[0] % samples != 0 ? all : all.With(0, all[0] / samples);

    // [S, …, units, …] → units outside of their positions, sample by sample.
    private static ModelTensor Moved(ModelTensor from, int axis)
    {
        var (units, size) = (from.Shape[axis], from.Type.Size());
        var (samples, outer) = axis == 0 ? (1, 1) : (from.Shape[0], from.Shape.Product(1, axis));
        var inner = from.Shape.Product(axis + 1, from.Shape.Rank);
        var to = ModelTensor.Zeros(from.Type, from.Shape);
        var source = from.Bytes;
        var target = to.Bytes;
        for (var row = 0; row < samples * outer; row++)
        {
            var (sample, position) = (row / outer, row % outer);
            for (var u = 0; u < units; u++)
            {
                var place = (((sample * units) + u) * outer) + position;
                source.Slice(((row * units) + u) * inner * size, inner * size).CopyTo(target.Slice(place * inner * size, inner * size));
            }
        }

        return to;
    }

    private static Dictionary<string, (int Axis, LayerKind Kind)> Trace(Model model, IReadOnlyDictionary<string, Shape> inputShapes)
    {
        try
        {
            var shapes = new ShapeInference(model, inputShapes);
            bool IsKnown(Node node) => node.Inputs.Concat(node.Outputs).All(v => v.Length == 0 || shapes.Knows(v));
            var axes = new UnitAxis(shapes, model.Graph.Nodes.Where(IsKnown));
            return model.Graph.Nodes.Where(n => n.Op.IsActivation && shapes.Knows(n.Inputs[0])).Select(n => n.Inputs[0]).Distinct()
                .ToDictionary(v => v, axes.Of, StringComparer.Ordinal);
        }
        catch (RelumineException)
        {
            // Then the rank decides.
            return new(StringComparer.Ordinal);
        }
    }
}

using Relumine.Geometry.Maps;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Geometry.Views;

/// <summary>
/// Walks a graph and keeps every value that depends on the inputs as an affine form of slots: slot 0 is the sample, slot i + 1
/// what layer i gives. Where a value bends, a layer begins.
/// </summary>
internal sealed partial class ViewBuilder
{
    private readonly Model _model;
    private readonly ViewOptions _options;
    private readonly ShapeInference _shapes;
    private readonly Dictionary<string, AffineForm> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Smooth> _smooth = new(StringComparer.Ordinal);
    private readonly List<PiecewiseLayer> _layers = [];
    private readonly Dictionary<Activation, Curve?> _curves = [];
    private readonly List<int> _slots = [];
    private Node _node = null!;

    public ViewBuilder(Model model, ViewOptions options)
    {
        _model = new WidenPrecision().Apply(new LowerTraining().Apply(model).Model).Model;
        _options = options;
        _shapes = new ShapeInference(_model, options.InputShapes);
    }

    /// <summary>What cannot be cut into pieces, kept until somebody needs it.</summary>
    /// <param name="Why">The refusal.</param>
    /// <param name="Before">What goes into it.</param>
    /// <param name="Node">The node.</param>
    private sealed record Smooth(string Why, AffineForm? Before, Node Node);

    public PiecewiseLinearModel Build()
    {
        var size = 0;
        foreach (var input in _model.Graph.Inputs)
        {
            size += _shapes[input.Name].Type.IsFloat() ? _shapes[input.Name].Shape.ElementCount
                : throw new UnsupportedException($"The input '{input.Name}' holds {input.Type}: pieces exist for inputs of floating-point numbers only.");
        }

        _slots.Add(size);
        var first = 0;
        foreach (var input in _model.Graph.Inputs)
        {
            var length = _shapes[input.Name].Shape.ElementCount;
            _forms[input.Name] = AffineForm.Slot(0, size).Then(LinearMap.Pick(size, Enumerable.Range(first, length).ToArray()));
            first += length;
        }

        var needed = Needed();
        foreach (var node in _model.Graph.Nodes.Where(needed.Contains))
        {
            if (node.Outputs.Any(_shapes.Varies))
            {
                _node = node;
                Read(node);
            }
        }

        var notes = new List<string>();
        var outputs = _model.Graph.Outputs.Select(o => Output(o.Name, notes)).ToArray();
        var last = _model.Graph.Nodes.LastOrDefault(needed.Contains);
        var output = new PiecewiseLayer(_layers.Count, last?.Name ?? "", last?.Op.Type ?? "", AffineForm.Stack(outputs), null);
        return new PiecewiseLinearModel(size, _layers, output, notes);
    }

    // Nodes from which something leads to an output; others may be whatever they like.
    private HashSet<Node> Needed()
    {
        var (nodes, values) = (
            new HashSet<Node>(ReferenceEqualityComparer.Instance),
            _model.Graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal)
        );
        foreach (var node in _model.Graph.Nodes.Reverse().Where(n => n.Outputs.Any(values.Contains)))
        {
            nodes.Add(node);
            if (!node.Op.DependsOnlyOnShapes)
            {
                values.UnionWith(node.Inputs);
            }
        }

        return nodes;
    }

    private AffineForm Output(string name, List<string> notes)
    {
        if (_shapes.Constant(name) is { } constant)
        {
            return AffineForm.Of(constant.ToDoubles());
        }

        if (!_smooth.TryGetValue(name, out var smooth))
        {
            return _forms[name];
        }

        if (!_options.CutSmoothTail || smooth.Before is null)
        {
            throw new UnsupportedException(smooth.Why);
        }

        notes.Add($"{smooth.Node.Op.Type} '{smooth.Node.Name}' behind the last layer that bends is left out: the pieces are those of what goes into it.");
        return smooth.Before;
    }

    private void Read(Node node)
    {
        foreach (var input in node.Inputs.Where(i => _options.AllowsCurves && !node.Op.IsReshape && _smooth.ContainsKey(i)).Distinct())
        {
            ReadCurve(input);
        }

        // What reads something smooth is not piecewise linear either; what only moves its numbers may still be cut off with it.
        if (node.Inputs.Where(_smooth.ContainsKey).Select(i => _smooth[i]).FirstOrDefault() is { } smooth)
        {
            var passes = node.Inputs.Count(_shapes.Varies) == 1 && (node.Op.IsReshape || IsSmoothTail(node.Op));
            foreach (var output in node.Outputs)
            {
                _smooth[output] = passes ? smooth : smooth with { Before = null };
            }

            return;
        }

        foreach (var input in node.Inputs.Where(_shapes.Varies))
        {
            if (!_forms.ContainsKey(input))
            {
                throw Refuse(
                    $"its input '{input}' ({_shapes[input]}) holds no floating-point numbers that are known as a piecewise-linear function of the sample"
                );
            }
        }

        if (ReadAffine(node) || ReadBend(node) || ReadMaximum(node) || ReadMovement(node))
        {
            return;
        }

        var why = Refusal(node, WhyNot(node));
        foreach (var output in node.Outputs.Where(o => o.Length > 0))
        {
            _smooth[output] = new Smooth(
                why,
                node.Inputs.Count(_shapes.Varies) == 1 && IsSmoothTail(node.Op) ? Form(node.Inputs.First(_shapes.Varies)) : null,
                node
            );
        }
    }

    private static string Refusal(Node node, string why) =>
        $"{node.Op.Type} '{node.Name}' cannot be cut into linear pieces: {why}. Pieces exist for networks of affine layers and piecewise-linear activations "
            + $"(ReLU, Leaky ReLU, hardtanh, Maxout, …) only.";

    private UnsupportedException Refuse(string why) => new(Refusal(_node, why));

    private AffineForm Form(string value) =>
        _shapes.Constant(value) is { } constant ? AffineForm.Of(constant.ToDoubles()) : _forms[value];

    private void Set(AffineForm form) => _forms[_node.Outputs[0]] = form;

    /// <summary>A map behind a form; what is in front becomes a layer of its own where multiplying it out would make more work than it saves.</summary>
    private AffineForm Then(AffineForm form, LinearMap map, double[]? offset = null)
    {
        if (form.Terms.Count > 0 && !form.IsLight && form.Terms.Sum(t => map.EntriesAfter(t.Map)) > map.Entries + form.Entries)
        {
            form = Materialize(form);
        }

        var result = form.Then(map, offset);
        return result.Entries <= _options.MostEntries ? result
            : throw Refuse($"its matrix has {result.Entries} entries, more than the {_options.MostEntries} that are allowed");
    }

    private AffineForm Materialize(AffineForm form) => form.IsLight ? form : Layer(form, null);

    private AffineForm Layer(AffineForm form, Bend? bend)
    {
        var layer = new PiecewiseLayer(_layers.Count, _node.Name, _node.Op.Type, form, bend) { Value = _node.Outputs[0] };
        _layers.Add(layer);
        _slots.Add(form.Size);
        return _layers.Sum(l => l.Form.Entries) <= _options.MostEntries ? AffineForm.Slot(_layers.Count, form.Size)
            : throw Refuse($"the matrices up to here have more than the {_options.MostEntries} entries that are allowed");
    }
}

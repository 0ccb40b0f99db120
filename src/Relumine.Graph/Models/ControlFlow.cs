using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Control;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Models;

/// <summary>
/// Puts what If, Loop and Scan choose and repeat in their places: conditions and numbers of turns are known once the shapes of the
/// inputs are. Where a condition depends on the data, both graphs are there and their results are chosen from; their rectifiers are then
/// seen on all samples, as if both were always run.
/// </summary>
internal sealed partial class ControlFlow
{
    private const int MostNodes = 200_000;

    private readonly ShapeInference _shapes;
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, ModelTensor> _weights;
    private int _copies;

    private ControlFlow(Model model, IReadOnlyDictionary<string, Shape>? inputShapes)
    {
        _weights = model.Weights.ToDictionary(StringComparer.Ordinal);
        _shapes = new ShapeInference(model with { Graph = model.Graph with { Nodes = default } }, inputShapes);
        foreach (var node in model.Graph.Nodes)
        {
            Add(node);
        }
    }

    /// <summary>The model without control flow, as far as it is decided; itself if it has none.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShapes">Shapes for inputs, by name; symbolic dimensions of the others are 1.</param>
    public static Model Unfold(Model model, IReadOnlyDictionary<string, Shape>? inputShapes)
    {
        if (!model.Graph.Nodes.Any(n => n.Op is ControlOp))
        {
            return model;
        }

        var unfolded = new ControlFlow(model, inputShapes);
        return model with { Graph = model.Graph with { Nodes = unfolded._nodes.ToArray() }, Weights = unfolded._weights };
    }

    private void Add(Node node)
    {
        if (_nodes.Count >= MostNodes)
        {
            throw TooMany();
        }

        // What is behind something that is not known stays as it is, and whoever needs it is told why.
        var known = node.Inputs.All(i => i.Length == 0 || _shapes.Knows(i) || _sequences.ContainsKey(i));
        if (!known || !(node.Op switch
        {
            If choice => TryAdd(node, choice),
            Loop loop => TryAdd(node, loop),
            Scan scan => TryAdd(node, scan),
            SequenceOp sequence => TryAdd(node, sequence),
            SequenceMap map => TryAdd(node, map),
            Identity => TryPass(node.Inputs[0], node.Outputs[0]),
            _ => false,
        }))
        {
            _nodes.Add(node);
            _shapes.Add(node);
        }
    }

    private static UnsupportedException TooMany() =>
        new($"The loops of the model make more than {MostNodes} nodes. Export it with fewer turns.");

    private bool TryAdd(Node node, If choice)
    {
        string[] CapturesOf(Body body, int first) => [.. node.Inputs.Skip(first).Take(body.Captures.Count)];
        var (then, other) = (CapturesOf(choice.Then, 1), CapturesOf(choice.Else, 1 + choice.Then.Captures.Count));
        if (_shapes.Constant(node.Inputs[0]) is { } condition)
        {
            var isTrue = condition.ToInt64()[0] != 0;
            Give(node, isTrue ? Copy(node, choice.Then, [], then) : Copy(node, choice.Else, [], other));
            return true;
        }

        var (left, right) = (Copy(node, choice.Then, [], then), Copy(node, choice.Else, [], other));
        if (left.Zip(right).Any(p => !_shapes.Knows(p.First) || !_shapes.Knows(p.Second) || _shapes[p.First] != _shapes[p.Second]))
        {
            return false;
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            Put(i == 0 ? node.Name : Name(node, $"choose{i}"), new Where(), [node.Inputs[0], left[i], right[i]], node.Outputs[i]);
        }

        return true;
    }

    private bool TryAdd(Node node, Loop loop)
    {
        var body = loop.Body;
        var states = body.Inputs.Count - 2;
        var turns = node.Inputs[0].Length == 0 ? long.MaxValue : _shapes.Constant(node.Inputs[0])?.ToInt64()[0];
        var condition = node.Inputs[1].Length == 0 ? true : IsTrue(node.Inputs[1]);
        if (turns is null || condition is null || (turns == long.MaxValue && node.Inputs[1].Length == 0))
        {
            return false;
        }

        string[] values = [.. node.Inputs.Skip(2).Take(states)];
        string[] captures = [.. node.Inputs.Skip(2 + states)];
        var stacked = Enumerable.Range(0, body.Outputs.Count - 1 - states).Select(_ => new List<string>()).ToArray();
        for (long turn = 0; turn < turns && condition == true; turn++)
        {
            var given = Copy(
                node, body, [Constant(node, ModelTensor.Scalar(turn)), Constant(node, ModelTensor.Scalar(true)), .. values], captures);
            condition = IsTrue(given[0]);
            if (condition is null)
            {
                throw new UnsupportedException(
                    $"Loop '{node.Name}': whether it goes on depends on the data, so its turns cannot be known in advance. "
                        + $"Export the model with a fixed number of turns.");
            }

            values = given[1..(states + 1)];
            for (var i = 0; i < stacked.Length; i++)
            {
                stacked[i].Add(given[states + 1 + i]);
            }
        }

        Give(node, [.. values, .. stacked.Select((s, i) => i + states < node.Outputs.Count ? Stack(node, s, 0) : "")]);
        return true;
    }

    private bool TryAdd(Node node, Scan scan)
    {
        var body = scan.Body;
        var states = body.Inputs.Count - scan.SlicedInputs;
        string[] values = [.. node.Inputs.Take(states)];
        string[] sliced = [.. node.Inputs.Skip(states).Take(scan.SlicedInputs)];
        string[] captures = [.. node.Inputs.Skip(states + scan.SlicedInputs)];
        int[] axes = [.. sliced.Select((s, i) => Axis(scan.InputAxes, i, _shapes[s].Shape.Rank))];
        var turns = sliced.Length == 0 ? 0 : _shapes[sliced[0]].Shape[axes[0]];
        var stacked = Enumerable.Range(0, body.Outputs.Count - states).Select(_ => new List<string>()).ToArray();
        for (var turn = 0; turn < turns; turn++)
        {
            string[] slices =
            [
                .. sliced.Select((s, i) =>
                {
                    var place = scan.InputReverse.Count > i && scan.InputReverse[i] == 1 ? turns - 1 - turn : turn;
                    var slice = Name(node, "slice");
                    Put(slice, new Gather(axes[i]), [s, Constant(node, ModelTensor.Scalar((long)place))], slice);
                    return slice;
                }),
            ];
            var given = Copy(node, body, [.. values, .. slices], captures);
            values = given[..states];
            for (var i = 0; i < stacked.Length; i++)
            {
                stacked[i].Add(given[states + i]);
            }
        }

        foreach (var (list, i) in stacked.Select((s, i) => (s, i)))
        {
            if (scan.OutputReverse.Count > i && scan.OutputReverse[i] == 1)
            {
                list.Reverse();
            }
        }

        Give(node, [.. values, .. stacked.Select((s, i) => i + states < node.Outputs.Count ? Stack(node, s, scan.OutputAxes.Count > i ? scan.OutputAxes[i] : 0)
            : "")]);
        return true;
    }

    private static int Axis(ValueArray<int> axes, int i, int rank) => axes.Count <= i ? 0 : axes[i] < 0 ? axes[i] + rank : axes[i];

    private bool? IsTrue(string value) => _shapes.Constant(value) is { } known ? known.ToInt64()[0] != 0 : null;

    // The nodes of a body with names of their own, and what they give.
    private string[] Copy(Node node, Body body, string[] inputs, string[] captures)
    {
        if (_copies > 4 * MostNodes)
        {
            // A graph without nodes can be repeated without end, too.
            throw TooMany();
        }

        var prefix = string.Create(CultureInfo.InvariantCulture, $"{node.Name}/{_copies++}/");
        var names = body.Inputs.Zip(inputs).Concat(body.Captures.Zip(captures)).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        foreach (var inner in body.Nodes)
        {
            foreach (var output in inner.Outputs.Where(o => o.Length > 0))
            {
                names[output] = prefix + output;
            }

            Add(new Node(
                prefix + inner.Name, inner.Op, inner.Inputs.Select(i => i.Length == 0 ? "" : names[i]).ToArray(),
                inner.Outputs.Select(o => o.Length == 0 ? "" : names[o]).ToArray()));
        }

        return [.. body.Outputs.Select(o => names[o])];
    }

    private void Give(Node node, string[] values)
    {
        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0)
            {
                Put(i == 0 ? node.Name : Name(node, "give"), new Identity(), [values[i]], node.Outputs[i]);
            }
        }
    }

    private string Stack(Node node, List<string> values, int axis)
    {
        if (values.Count == 0)
        {
            throw new UnsupportedException($"{node.Op.Type} '{node.Name}' has no turn, so the shape of what it puts together is not known. Export the model "
                + $"without it.");
        }

        var all = Name(node, "all");
        Put(all, new Concat(axis), Rows(node, values, axis), all);
        return all;
    }

    private string[] Rows(Node node, IEnumerable<string> values, int axis)
    {
        var axes = Constant(node, ModelTensor.Vector((long)axis));
        return
        [
            .. values.Select(v =>
            {
                var row = Name(node, "row");
                Put(row, new Unsqueeze(), [v, axes], row);
                return row;
            }),
        ];
    }

    private string Constant(Node node, ModelTensor value)
    {
        var name = Name(node, "constant");
        _weights[name] = value;
        _shapes.Add(name, value);
        return name;
    }

    private string Name(Node node, string what) => string.Create(CultureInfo.InvariantCulture, $"{node.Name}/{what}{_copies++}");

    private void Put(string name, Op op, string[] inputs, string output) => Add(new Node(name, op, inputs, new ValueArray<string>(output)));
}

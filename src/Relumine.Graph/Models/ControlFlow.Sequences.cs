using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Control;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Models;

/// <content>Sequences of tensors: lists of values, which stand in the places of the operators.</content>
internal sealed partial class ControlFlow
{
    private readonly Dictionary<string, string[]> _sequences = new(StringComparer.Ordinal);

    private bool TryAdd(Node node, SequenceOp op)
    {
        if (op.Action == SequenceAction.Split)
        {
            return TrySplit(node, op);
        }

        if (op.Action == SequenceAction.Construct)
        {
            return Make(node, [.. node.Inputs]);
        }

        if (op.Action == SequenceAction.Empty)
        {
            return Make(node, []);
        }

        if (node.Inputs.Count == 0 || !_sequences.TryGetValue(node.Inputs[0], out var sequence))
        {
            return false;
        }

        switch (op.Action)
        {
            case SequenceAction.Insert when Place(node, 2, sequence.Length + 1, sequence.Length) is { } at:
                return Make(node, [.. sequence[..at], node.Inputs[1], .. sequence[at..]]);
            case SequenceAction.Erase when Place(node, 1, sequence.Length, sequence.Length - 1) is { } at:
                return Make(node, [.. sequence[..at], .. sequence[(at + 1)..]]);
            case SequenceAction.At when Place(node, 1, sequence.Length, null) is { } at:
                Put(node.Name, new Identity(), [sequence[at]], node.Outputs[0]);
                return true;
            case SequenceAction.Length:
                Put(node.Name, new Identity(), [Constant(node, ModelTensor.Scalar((long)sequence.Length))], node.Outputs[0]);
                return true;
            case SequenceAction.Concat when sequence.Length > 0:
                var all = op.KeepsAxis ? sequence : Rows(node, sequence, op.Axis);
                Put(node.Name, new Concat(op.Axis), all, node.Outputs[0]);
                return true;
            default:
                return false;
        }
    }

    private bool TryAdd(Node node, SequenceMap map)
    {
        string[] given = [.. node.Inputs.Take(map.Given)];
        string[] captures = [.. node.Inputs.Skip(map.Given)];
        var lengths = given.Where(_sequences.ContainsKey).Select(g => _sequences[g].Length).Distinct().ToArray();
        if (lengths is not [var length])
        {
            return false;
        }

        var results = node.Outputs.Select(_ => new List<string>()).ToArray();
        for (var i = 0; i < length; i++)
        {
            var outputs = Copy(node, map.Body, [.. given.Select(g => _sequences.TryGetValue(g, out var s) ? s[i] : g)], captures);
            foreach (var (output, result) in outputs.Zip(results))
            {
                result.Add(output);
            }
        }

        foreach (var (output, result) in node.Outputs.Zip(results))
        {
            _sequences[output] = [.. result];
        }

        return true;
    }

    private bool TrySplit(Node node, SequenceOp op)
    {
        if (_sequences.ContainsKey(node.Inputs[0]) || _shapes[node.Inputs[0]].Shape is not { Rank: > 0 } shape
            || op.Axis < -shape.Rank || op.Axis >= shape.Rank)
        {
            return false;
        }

        var (axis, isGiven) = (op.Axis < 0 ? op.Axis + shape.Rank : op.Axis, node.Inputs.Count > 1 && node.Inputs[1].Length > 0);
        if (isGiven && _shapes.Constant(node.Inputs[1]) is null)
        {
            return false;
        }

        var sizes = isGiven && _shapes.Constant(node.Inputs[1]) is { Shape.Rank: 1 } several ? several.ToInt64()
            : Chunks(shape[axis], isGiven ? _shapes.Constant(node.Inputs[1])!.ToInt64()[0] : 1);
        if (sizes.Length == 0 || sizes.Length > MostNodes)
        {
            return false;
        }

        string[] parts = [.. sizes.Select(_ => Name(node, "part"))];
        Add(new Node(Name(node, "split"), new Split(axis), new[] { node.Inputs[0], Constant(node, ModelTensor.Vector(sizes)) }, parts));
        if (!isGiven && !op.KeepsAxis)
        {
            var axes = Constant(node, ModelTensor.Vector((long)axis));
            for (var i = 0; i < parts.Length; i++)
            {
                var whole = parts[i];
                parts[i] = Name(node, "part");
                Put(parts[i], new Squeeze(), [whole, axes], parts[i]);
            }
        }

        return Make(node, parts);
    }

    private static long[] Chunks(int size, long each) =>
        each < 1 || size / each > MostNodes ? [] : [.. Enumerable.Range(0, (int)((size + each - 1) / each)).Select(i => Math.Min(each, size - (i * each)))];

    // A sequence under another name.
    private bool TryPass(string from, string to)
    {
        if (!_sequences.TryGetValue(from, out var sequence))
        {
            return false;
        }

        _sequences[to] = sequence;
        return true;
    }

    private bool Make(Node node, string[] values)
    {
        _sequences[node.Outputs[0]] = values;
        return true;
    }

    // A place that counts from the end if it is negative; null if it is not known, or is none.
    private int? Place(Node node, int input, int count, int? otherwise)
    {
        if (node.Inputs.Count <= input || node.Inputs[input].Length == 0)
        {
            return otherwise >= 0 ? otherwise : null;
        }

        if (_shapes.Constant(node.Inputs[input]) is not { Length: 1 } constant)
        {
            return null;
        }

        var at = constant.ToInt64()[0];
        var place = at < 0 ? at + (input == 2 ? count - 1 : count) : at;
        return place >= 0 && place < count ? (int)place : null;
    }
}

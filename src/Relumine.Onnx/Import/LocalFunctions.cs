using System.Globalization;
using Google.Protobuf.Collections;
using Relumine.Graph.Errors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>
/// Puts the bodies of functions that a model defines where they are called, with names of their own for each call. Functions that call
/// themselves are refused, and so are those that grow without measure.
/// </summary>
internal sealed class LocalFunctions
{
    private const int MostNodes = 200_000;
    private const int MostDepth = 64;

    private readonly Dictionary<(string Domain, string Name, string Overload), FunctionProto> _functions = [];
    private readonly List<FunctionProto> _calls = [];
    private readonly long _opset;
    private int _count;
    private int _copies;

    private LocalFunctions(ModelProto model)
    {
        _opset = Version(model.OpsetImport);
        foreach (var function in model.Functions)
        {
            if (!_functions.TryAdd((Opsets.Domain(function.Domain), function.Name, function.Overload), function))
            {
                throw new GraphException($"The model defines the function '{function.Name}' twice. The file is damaged; export it again.");
            }
        }
    }

    /// <summary>Leaves no call of a function in the model's graph.</summary>
    /// <exception cref="UnsupportedException">A function calls itself, makes too many nodes, or is written in another opset.</exception>
    /// <exception cref="GraphException">A call does not fit its function.</exception>
    public static void Inline(ModelProto model)
    {
        if (model.Functions.Count > 0)
        {
            new LocalFunctions(model).Expand(model.Graph.Node);
        }
    }

    private void Expand(RepeatedField<NodeProto> nodes)
    {
        if (nodes.All(n => Find(n) is null && n.Attribute.All(a => a.G is null)))
        {
            return;
        }

        var given = nodes.ToArray();
        nodes.Clear();
        foreach (var node in given)
        {
            Add(node, nodes);
        }
    }

    private void Add(NodeProto node, RepeatedField<NodeProto> to)
    {
        if (Find(node) is not { } function)
        {
            foreach (var graph in node.Attribute.Select(a => a.G).OfType<GraphProto>())
            {
                Expand(graph.Node);
            }

            to.Add(node);
            return;
        }

        Check(node, function);
        _calls.Add(function);
        var prefix = (node.Name.Length > 0 ? node.Name : node.OpType) + string.Create(CultureInfo.InvariantCulture, $"/{_copies++}/");
        var names = function.Input.Select((name, i) => (name, Value: i < node.Input.Count ? node.Input[i] : ""))
            .Concat(function.Output.Select((name, i) => (name, Value: i < node.Output.Count && node.Output[i].Length > 0 ? node.Output[i] : prefix + name)))
            .DistinctBy(p => p.name, StringComparer.Ordinal)
            .ToDictionary(p => p.name, p => p.Value, StringComparer.Ordinal);
        var attributes = function.AttributeProto.Concat(node.Attribute).GroupBy(a => a.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        foreach (var output in function.Node.SelectMany(n => n.Output).Where(o => o.Length > 0))
        {
            names.TryAdd(output, prefix + output);
        }

        foreach (var inner in function.Node)
        {
            if (++_count > MostNodes)
            {
                throw new UnsupportedException($"The functions of the model make more than {MostNodes} nodes. Export it without functions, or smaller.");
            }

            Add(Renamed(inner, prefix, names, attributes), to);
        }

        // An output that is an input of the function is not made by any of its nodes.
        for (var i = 0; i < node.Output.Count; i++)
        {
            if (node.Output[i].Length > 0 && function.Input.Contains(function.Output[i]))
            {
                var name = prefix + function.Output[i];
                to.Add(new NodeProto { OpType = "Identity", Name = name, Input = { names[function.Output[i]] }, Output = { node.Output[i] } });
            }
        }

        _calls.RemoveAt(_calls.Count - 1);
    }

    private void Check(NodeProto node, FunctionProto function)
    {
        if (_calls.Contains(function) || _calls.Count >= MostDepth)
        {
            throw new UnsupportedException(
                $"The function '{function.Name}' of the model calls itself, or functions call one another more than {MostDepth} deep. "
                    + $"Export the model without it."
            );
        }

        var version = Version(function.OpsetImport);
        if (version != 0 && _opset != 0 && version != _opset)
        {
            throw new UnsupportedException(
                $"The function '{function.Name}' of the model is written in opset {version}, the model in opset {_opset}. "
                    + $"Export the model in one opset, or expand "
                    + $"it with onnx.inliner.inline_local_functions.");
        }

        if (node.Input.Count > function.Input.Count || node.Output.Count > function.Output.Count)
        {
            throw new GraphException(
                $"The node '{node.Name}' gives {node.Input.Count} inputs and {node.Output.Count} outputs to the function '{function.Name}', which has "
                    + $"{function.Input.Count} and {function.Output.Count}. The model is inconsistent; check how it was exported.");
        }
    }

    private static NodeProto Renamed(NodeProto node, string prefix, Dictionary<string, string> names, Dictionary<string, AttributeProto> attributes)
    {
        var copy = node.Clone();
        copy.Name = prefix + node.Name;
        Rename(copy, names, attributes);
        return copy;
    }

    private static void Rename(NodeProto node, Dictionary<string, string> names, Dictionary<string, AttributeProto> attributes)
    {
        Rename(node.Input, names);
        Rename(node.Output, names);
        for (var i = node.Attribute.Count - 1; i >= 0; i--)
        {
            var attribute = node.Attribute[i];
            if (attribute.RefAttrName.Length > 0)
            {
                node.Attribute.RemoveAt(i);
                if (attributes.TryGetValue(attribute.RefAttrName, out var given))
                {
                    var copy = given.Clone();
                    copy.Name = attribute.Name;
                    node.Attribute.Insert(i, copy);
                }
            }
            else if (attribute.G is { } graph)
            {
                foreach (var inner in graph.Node)
                {
                    Rename(inner, names, attributes);
                }

                foreach (var output in graph.Output)
                {
                    output.Name = names.GetValueOrDefault(output.Name, output.Name);
                }
            }
        }
    }

    private static void Rename(RepeatedField<string> values, Dictionary<string, string> names)
    {
        for (var i = 0; i < values.Count; i++)
        {
            values[i] = values[i].Length == 0 ? "" : names.GetValueOrDefault(values[i], values[i]);
        }
    }

    private FunctionProto? Find(NodeProto node) => _functions.GetValueOrDefault((Opsets.Domain(node.Domain), node.OpType, node.Overload));

    private static long Version(RepeatedField<OperatorSetIdProto> imports) =>
        imports.Where(o => Opsets.Domain(o.Domain).Length == 0).Select(o => o.Version).DefaultIfEmpty(0).Max();
}

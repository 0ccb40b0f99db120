using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Tests.Operators;

/// <summary>A case as a model: its node alone, or behind products that make the units of its inputs.</summary>
internal static class SmallModel
{
    /// <summary>The value that the node makes.</summary>
    public const string Output = "y0";

    private const int Features = 3;

    /// <summary>The node of a case alone: what varies is an input, the rest a weight.</summary>
    public static Model Alone(RandomCase c) => Build(c, [], [.. c.Inputs.Select((t, i) => t is null ? "" : $"x{i}")], [], []);

    /// <summary>
    /// The node behind products, one for each input of floating-point numbers that varies, along the last axis or over
    /// channels. Null if no input can be made so.
    /// </summary>
    public static Model? BehindProducts(RandomCase c, Random random, bool channels)
    {
        List<Node> nodes = [];
        Dictionary<string, ModelTensor> weights = [];
        List<ValueInfo> inputs = [];
        var names = c.Inputs.Select((t, i) => t is null ? "" : $"x{i}").ToArray();
        for (var i = 0; i < names.Length; i++)
        {
            if (c.Inputs[i] is not { } tensor || !c.Varies[i] || !tensor.Type.IsFloat() || tensor.Shape.Rank < (channels ? 3 : 1))
            {
                continue;
            }

            var axis = channels ? 1 : tensor.Shape.Rank - 1;
            var units = tensor.Shape[axis];
            var shape = channels ? new Shape([units, Features, .. Enumerable.Repeat(1, tensor.Shape.Rank - 2)]) : new Shape(Features, units);
            weights[$"w{i}"] = Numbers(tensor.Type, shape, random, -1, 1);
            inputs.Add(Info($"u{i}", tensor.Type, tensor.Shape.With(axis, Features)));
            names[i] = $"v{i}";
            nodes.Add(new Node($"make{i}", channels ? new Conv() : new MatMul(), new[] { $"u{i}", $"w{i}" }, new[] { names[i] }));
        }

        return nodes.Count == 0 ? null : Build(c, nodes, names, weights, inputs);
    }

    /// <summary>What a model's only output is for these inputs.</summary>
    public static ModelTensor Run(Model model, IReadOnlyDictionary<string, ModelTensor> inputs)
    {
        var shapes = new ShapeInference(model, null);
        var values = new Dictionary<string, ModelTensor>(inputs);
        ModelTensor? Value(string name) => name.Length == 0 ? null : values.GetValueOrDefault(name) ?? shapes.Constant(name).ShouldNotBeNull(name);
        foreach (var node in model.Graph.Nodes.Where(n => shapes.Varies(n.Outputs[0])))
        {
            var outputs = RandomCase.Run(node.Op, [.. node.Inputs.Select(Value)], [.. node.Outputs.Select(o => shapes[o])]);
            values[node.Outputs[0]] = outputs[0];
        }

        return Value(model.Graph.Outputs[0].Name)!;
    }

    /// <summary>Inputs for a model: floating-point numbers from a range, its ends among them; others as in the case.</summary>
    public static Dictionary<string, ModelTensor> Inputs(Model model, RandomCase c, Random random, double low, double high) =>
        model.Graph.Inputs.ToDictionary(i => i.Name, i => i.Type.IsFloat()
            ? Numbers(i.Type, new Shape([.. i.Dims.Select(d => d.Size!.Value)]), random, low, high)
            : c.Inputs[int.Parse(i.Name[1..], System.Globalization.CultureInfo.InvariantCulture)]!);

    /// <summary>The elements of a tensor at these places along an axis, in this order.</summary>
    public static ModelTensor At(ModelTensor tensor, int axis, int[] places) => tensor.Keep(axis, places);

    private static Model Build(RandomCase c, List<Node> nodes, string[] names, Dictionary<string, ModelTensor> weights, List<ValueInfo> inputs)
    {
        nodes.Add(new Node("node", c.Op, names, Enumerable.Range(0, c.OutputCount).Select(i => $"y{i}").ToArray()));
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] == $"x{i}" && c.Varies[i])
            {
                inputs.Add(Info(names[i], c.Inputs[i]!.Type, c.Inputs[i]!.Shape));
            }
            else if (names[i] == $"x{i}")
            {
                weights[names[i]] = c.Inputs[i]!;
            }
        }

        var output = new ValueInfo(Output, ElementType.Float32, default) { RankKnown = false };
        return new Model(new ModelGraph("small", inputs.ToArray(), new[] { output }, nodes.ToArray()), weights);
    }

    private static ValueInfo Info(string name, ElementType type, Shape shape) => new(name, type, shape.Dims.ToArray().Select(d => (Dimension)d).ToArray());

    private static ModelTensor Numbers(ElementType type, Shape shape, Random random, double low, double high)
    {
        var tensor = ModelTensor.Zeros(type, shape);
        for (var i = 0; i < tensor.Length; i++)
        {
            tensor.SetNumber(i, random.Next(8) switch { 0 => low, 1 => high, _ => low + ((high - low) * random.NextDouble()) });
        }

        return tensor;
    }
}

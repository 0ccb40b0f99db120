using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Linear;

/// <summary>
/// The way of a layer's units through the graph: the product that makes them, a bias that may be added, the activation, and the products that
/// read them, with nothing between but what moves or averages.
/// </summary>
internal sealed class UnitPath
{
    private readonly UnitMap _map;
    private readonly ModelTensor? _bias;
    private readonly ModelTensor? _sum;

    private UnitPath(UnitMap map, Product maker, Node? sum, IReadOnlyList<Product> readers)
    {
        (_map, Maker, Sum, Readers) = (map, maker, sum, readers);
        _bias = maker.BiasName.Length > 0 ? map.Shapes.Constant(maker.BiasName) : null;
        _sum = sum is null ? null : map.Shapes.Constant(sum.Inputs[SumIndex]);
    }

    /// <summary>The product that makes the units.</summary>
    public Product Maker { get; }

    /// <summary>The Add behind it, or null.</summary>
    public Node? Sum { get; }

    /// <summary>The products that read them.</summary>
    public IReadOnlyList<Product> Readers { get; }

    // Which input of the Add is no unit.
    private int SumIndex => Sum!.Inputs[0] == Maker.Node.Outputs[0] ? 1 : 0;

    /// <summary>Whether a unit's bias can be changed: in the product, or in the Add.</summary>
    public bool HasBias(int units) => _bias?.Length == units || _sum?.Length == units;

    /// <summary>Follows the units of a layer.</summary>
    /// <param name="map">Where the units are.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="why">What is in the way, where null is returned.</param>
    public static UnitPath? Find(UnitMap map, LinearLayer layer, out Obstacle why)
    {
        why = map.WhyLost(layer.Value);
        if (map.SlotsOf(layer.Value) is not { } along || along.Axis != layer.Axis)
        {
            return null;
        }

        var root = map.Slots.Root(along.Slots[0]);
        if (map.Products.FirstOrDefault(p => map.SlotsOf(p.Node.Outputs[0])!.Slots.Any(s => map.Slots.Root(s) == root)) is not { } maker)
        {
            return null;
        }

        var sum = default(Node);
        for (var value = maker.Node.Outputs[0]; value != layer.Value;)
        {
            if (Only(map, value, out why) is not { } reader)
            {
                return null;
            }

            if (reader.Outputs[0] == layer.Value)
            {
                why = new(reader, "is no straight line of slope 1 for what is above 0");
                if (!IsIdentityWhenOn(reader, map.Shapes[layer.Value].Type))
                {
                    return null;
                }
            }
            else if (sum is null && reader.Op is Add && IsPerUnit(map, reader.Inputs[reader.Inputs[0] == value ? 1 : 0], maker))
            {
                sum = reader;
            }
            else
            {
                why = new(reader, "stands between their weights and the activation");
                return null;
            }

            value = reader.Outputs[0];
        }

        if (maker.BiasName.Length > 0 && !IsPerUnit(map, maker.BiasName, maker))
        {
            why = new(maker.Node, "has a bias that is not one for each unit");
            return null;
        }

        return ReadersOf(map, layer.Value, out why) is { } readers ? new UnitPath(map, maker, sum, readers) : null;
    }

    /// <summary>What is added to a unit's weighted sum.</summary>
    public double Bias(int unit) => (BiasFactor * At(_bias, unit)) + At(_sum, unit);

    /// <summary>The node that adds biases, and its biases with others for some units.</summary>
    public (Node Node, int Input, ModelTensor Value) With(IReadOnlyDictionary<int, double> biases, int units)
    {
        var isOwn = _bias?.Length == units;
        var from = isOwn ? _bias! : _sum!;
        var result = ModelTensor.Zeros(from.Type, from.Shape);
        from.Bytes.CopyTo(result.Bytes);
        foreach (var (unit, bias) in biases)
        {
            result.SetNumber(unit, isOwn ? (bias - At(_sum, unit)) / BiasFactor : bias - (BiasFactor * At(_bias, unit)));
        }

        return isOwn ? (Maker.Node, 2, result) : (Sum!, SumIndex, result);
    }

    private double BiasFactor => Maker.BiasFactor;

    private static double At(ModelTensor? bias, int unit) => bias is null ? 0 : bias.NumberAt(bias.Length == 1 ? 0 : unit);

    private static Node? Only(UnitMap map, string value, out Obstacle why)
    {
        var readers = map.ReadersOf(value).ToArray();
        why = map.IsOutput(value) ? new(null, $"'{value}' is an output of the model") : new(null, $"'{value}' is read in {readers.Length} places");
        return readers is [var reader] && !map.IsOutput(value) ? reader : null;
    }

    private static List<Product>? ReadersOf(UnitMap map, string value, out Obstacle why)
    {
        why = new(null, $"'{value}' is an output of the model");
        var (products, values) = (new List<Product>(), new Stack<string>([value]));
        while (values.TryPop(out var next))
        {
            if (map.IsOutput(next))
            {
                why = new(null, $"'{next}' is an output of the model");
                return null;
            }

            foreach (var node in map.ReadersOf(next))
            {
                if (map.Products.FirstOrDefault(p => p.Node == node && p.DataName == next) is { } product)
                {
                    if (map.SlotsOf(next)!.Axis != product.DataAxis)
                    {
                        why = new(node, "multiplies along another axis than that of the units");
                        return null;
                    }

                    products.Add(product);
                }
                else if (node.Op is ReshapingOp or Transpose or AveragePool or GlobalAveragePool && map.SlotsOf(node.Outputs[0]) is not null)
                {
                    values.Push(node.Outputs[0]);
                }
                else
                {
                    why = new(node, "reads them and is no product");
                    return null;
                }
            }
        }

        return products;
    }

    private static bool IsIdentityWhenOn(Node activation, ElementType type) =>
        activation.Op is PRelu || (activation.Op is Activate && ConstantUnits.Given(activation, type, 1) == 1 && ConstantUnits.Given(activation, type, 3) == 3);

    // One number, or one for each unit and nothing else, along the axis of the units.
    private static bool IsPerUnit(UnitMap map, string name, Product maker)
    {
        if (map.Shapes.Constant(name) is not { } constant || !map.IsPure(name))
        {
            return false;
        }

        var shape = map.Shapes[maker.Node.Outputs[0]].Shape;
        var axis = maker.BiasForm == BiasForm.Vector && name == maker.BiasName ? 0 : constant.Shape.Rank - (shape.Rank - maker.OutputAxis);
        return constant.Length == 1 || (axis >= 0 && constant.Length == shape[maker.OutputAxis] && constant.Shape[axis] == constant.Length);
    }
}

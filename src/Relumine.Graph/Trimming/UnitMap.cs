using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming;

/// <summary>
/// Where the values of a graph carry units, which units belong together, and which elements are constant because a
/// layer's units are silent. Made by following every node from the inputs to the outputs.
/// </summary>
internal sealed class UnitMap : IUnitMap
{
    private readonly Dictionary<string, SlotAxis> _axes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Obstacle> _lost = new(StringComparer.Ordinal);
    private readonly List<Product> _products = [];

    /// <summary>Follows the units.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputShapes">The shapes of one sample, by input; null for those that the model declares.</param>
    /// <param name="silent">The silent units, by the name of the value that they are elements of.</param>
    public UnitMap(Model model, IReadOnlyDictionary<string, Shape>? inputShapes, IReadOnlyDictionary<string, SilentUnits> silent)
    {
        Model = model;
        Shapes = new ShapeInference(model, inputShapes);
        Sources = new WeightSources(model);
        foreach (var node in model.Graph.Nodes)
        {
            Follow(node);
            if (silent.TryGetValue(node.Outputs[0], out var layer))
            {
                Silence(node, layer);
            }
        }

        foreach (var output in model.Graph.Outputs)
        {
            Pin(output.Name, new(null, $"'{output.Name}' is an output of the model"));
        }
    }

    /// <summary>The network.</summary>
    public Model Model { get; }

    /// <inheritdoc/>
    public IShapes Shapes { get; }

    /// <summary>Where its constants come from.</summary>
    public WeightSources Sources { get; }

    /// <inheritdoc/>
    public Slots Slots { get; } = new();

    /// <summary>The products that sum over units.</summary>
    public IReadOnlyList<Product> Products => _products;

    /// <inheritdoc/>
    public SlotAxis? SlotsOf(string value) => _axes.GetValueOrDefault(value);

    /// <summary>All values that carry units, in the order in which they are made.</summary>
    public IEnumerable<SlotAxis> SlotAxes => _axes.Values;

    /// <inheritdoc/>
    public Obstacle WhyLost(string value) =>
        _lost.GetValueOrDefault(value)
        ?? new(
            null,
            Model.Graph.Nodes.Any(n => n.Outputs.Contains(value))
                ? $"no Gemm, MatMul or Conv with constant weights makes '{value}'"
                : "nothing leads from there to an output"
        );

    /// <inheritdoc/>
    public bool IsPure(string value) => Sources.IsPure(value);

    /// <inheritdoc/>
    public bool IsPrivate(string value) => Sources.IsPrivate(value);

    /// <inheritdoc/>
    public IEnumerable<Node> ReadersOf(string value) => Model.Graph.Nodes.Where(n => n.Inputs.Contains(value));

    /// <inheritdoc/>
    public bool IsOutput(string value) => Model.Graph.Outputs.Any(o => o.Name == value);

    /// <summary>The inputs of a node that differ from sample to sample.</summary>
    public IEnumerable<string> Varying(Node node) => node.Inputs.Where(Shapes.Varies);

    /// <inheritdoc/>
    public void Carry(Node node, int axis, int[] slots)
    {
        var along = SlotAxis.Of(axis, slots);
        _axes[node.Outputs[0]] = along;
        ConstantUnits.Find(node, along, this);
    }

    /// <inheritdoc/>
    public void Make(Product product, int count)
    {
        _products.Add(product);
        var along = _axes[product.Node.Outputs[0]] = SlotAxis.Of(product.OutputAxis, Slots.Fresh(count));

        // A unit without weights is its bias, whatever goes in.
        var rows = new ProductRows(product, Shapes);
        for (var u = 0; u < count; u++)
        {
            along.Constants[u] = rows.ConstantOf(u, product);
        }
    }

    /// <inheritdoc/>
    public void Pin(string value, Obstacle why)
    {
        foreach (var slot in SlotsOf(value)?.Slots ?? [])
        {
            Slots.Pin(slot, why);
        }
    }

    private void Follow(Node node)
    {
        var reason = node.Op.Carrier(node, Shapes) is { } carrier ? carrier.Trace(node, this) : ICarrier.Unanswered;
        if (reason is null)
        {
            return;
        }

        var why = new Obstacle(node, reason);
        foreach (var input in Varying(node))
        {
            Pin(input, why);
        }

        // The first node that lost them is the one to be named; a product makes new ones.
        var earlier = node.Op.MakesUnits ? null
            : Varying(node).Select(_lost.GetValueOrDefault).FirstOrDefault(o => o is not null);
        foreach (var output in node.Outputs.Where(o => o.Length > 0))
        {
            _lost[output] = Varying(node).Any(i => SlotsOf(i) is not null) ? why : earlier ?? why;
        }
    }

    private void Silence(Node node, SilentUnits layer)
    {
        if (layer.Units.Count == 0 || SlotsOf(layer.Value) is not { } along || along.Axis != layer.Axis)
        {
            return;
        }

        var level = layer.Levels?.Any(double.IsNaN) == false ? double.NaN : ConstantUnits.Level(node, Shapes[layer.Value].Type);
        for (var i = 0; i < layer.Units.Count; i++)
        {
            along.Constants[layer.Units[i]] = layer.Levels?[i] is { } given && !double.IsNaN(given) ? given : level;
        }
    }
}

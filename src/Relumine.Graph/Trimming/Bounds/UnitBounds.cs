using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Bounds;

/// <summary>
/// What the units of a network can give at all: intervals, carried from the inputs through every operator and widened for
/// rounding. Where an operator is not known, nothing is.
/// </summary>
public sealed class UnitBounds
{
    private readonly UnitMap _map;
    private readonly Dictionary<string, ValueRange> _ranges = new(StringComparer.Ordinal);

    /// <summary>Works the intervals out.</summary>
    /// <param name="model">The network.</param>
    /// <param name="inputLow">The smallest number that any input of floating-point numbers can hold; −∞ if there is none.</param>
    /// <param name="inputHigh">The largest; +∞ if there is none.</param>
    /// <param name="inputShapes">The shape of one sample, by input; null for those that the model declares.</param>
    /// <exception cref="GraphException">Shapes do not fit.</exception>
    /// <exception cref="UnsupportedException">A shape depends on data.</exception>
    public UnitBounds(Model model, double inputLow, double inputHigh, IReadOnlyDictionary<string, Shape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _map = new UnitMap(model, inputShapes, new Dictionary<string, SilentUnits>());
        foreach (var input in model.Graph.Inputs.Where(i => i.Type.IsFloat()))
        {
            _ranges[input.Name] = ValueRange.Whole(inputLow, inputHigh);
        }

        // Constants are known better than what can be told of the nodes that make them.
        foreach (var node in model.Graph.Nodes.Where(n => _map.Shapes.Varies(n.Outputs[0])))
        {
            _ranges[node.Outputs[0]] = Range(node);
        }
    }

    /// <summary>Whether a unit cannot exceed a limit, whatever the inputs are.</summary>
    /// <param name="value">The name of the value.</param>
    /// <param name="axis">The axis along which the value counts units.</param>
    /// <param name="unit">The unit's index.</param>
    /// <param name="limit">The limit.</param>
    public bool IsAtMost(string value, int axis, int unit, double limit) =>
        _ranges.TryGetValue(value, out var range)
        && (range.Length == 1 || (_map.SlotsOf(value) is { } along && along.Axis == axis)) && range[unit].High <= limit;

    /// <summary>What a unit lies between, whatever the inputs are; infinite where nothing is known.</summary>
    /// <param name="value">The name of the value.</param>
    /// <param name="axis">The axis along which the value counts units.</param>
    /// <param name="unit">The unit's index.</param>
    public (double Low, double High) Of(string value, int axis, int unit) =>
        _ranges.TryGetValue(value, out var range) && (range.Length == 1 || (_map.SlotsOf(value) is { } along && along.Axis == axis))
            ? (range[unit].Low, range[unit].High) : (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether a unit is one and the same number whatever the inputs are, because no weight leads to it.</summary>
    /// <param name="value">The name of the value.</param>
    /// <param name="axis">The axis along which the value counts units.</param>
    /// <param name="unit">The unit's index.</param>
    public bool IsConstant(string value, int axis, int unit) =>
        _map.SlotsOf(value) is { } along && along.Axis == axis && !double.IsNaN(along.Constants[unit]);

    /// <summary>What a value lies between: unit by unit where that is known, else as a whole.</summary>
    internal ValueRange Of(string value) => _ranges.GetValueOrDefault(value) ?? Constant(value);

    private ValueRange Range(Node node)
    {
        var (type, _) = _map.Shapes[node.Outputs[0]];
        if (type == ElementType.Bool)
        {
            return ValueRange.Whole(0, 1);
        }

        // Integers wrap around.
        if (!type.IsFloat())
        {
            return ValueRange.Unknown;
        }

        var isDouble = type == ElementType.Float64;
        var rounding = isDouble ? 1.0 / (1L << 50) : 1.0 / (1L << 21);
        return Range(node, rounding).Stored(isDouble ? double.MaxValue : float.MaxValue);
    }

    private ValueRange Range(Node node, double rounding)
    {
        if (Product.Of(node, _map.Shapes) is not { } product)
        {
            return node.Op.Ranges(new(node, _map, Of, rounding));
        }

        var meets = _map.SlotsOf(product.DataName) is { } data && data.Axis == product.DataAxis;
        return ProductRange.Of(product, _map.Shapes, meets ? Of(product.DataName) : Of(product.DataName).Hull, rounding);
    }

    private ValueRange Constant(string value)
    {
        if (_map.Shapes.Constant(value) is not { Length: > 0 } constant)
        {
            return ValueRange.Unknown;
        }

        var numbers = constant.ToDoubles();
        return ValueRange.Of(1, _ => new(numbers.Min(), numbers.Max()));
    }
}

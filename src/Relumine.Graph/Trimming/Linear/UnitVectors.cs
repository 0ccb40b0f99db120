using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Linear;

/// <summary>The weights of a product as a vector for each unit: those that make it, or those with which it is read.</summary>
internal sealed class UnitVectors
{
    private readonly int _axis;
    private readonly int[][] _places;
    private readonly ModelTensor _weights;

    private UnitVectors(ModelTensor weights, int axis, int[][] places) => (_weights, _axis, _places) = (weights, axis, places);

    /// <summary>The weights that make each unit.</summary>
    public static UnitVectors Making(Product product, IShapes shapes)
    {
        var weights = shapes.Constant(product.WeightsName)!;
        return new(weights, product.OuterAxis, [.. Enumerable.Range(0, weights.Shape[product.OuterAxis]).Select(u => new[] { u })]);
    }

    /// <summary>The weights with which a product reads each unit: several elements of its data may belong to one.</summary>
    /// <param name="product">The product.</param>
    /// <param name="map">Where the units are.</param>
    /// <param name="roots">The units, by their slots.</param>
    public static UnitVectors Reading(Product product, UnitMap map, int[] roots)
    {
        var slots = map.SlotsOf(product.DataName)!.Slots;
        var places = slots.Select((slot, at) => (Root: map.Slots.Root(slot), at)).ToLookup(p => p.Root, p => p.at);
        return new(map.Shapes.Constant(product.WeightsName)!, product.InnerAxis, [.. roots.Select(r => places[r].ToArray())]);
    }

    /// <summary>The vector of a unit.</summary>
    public double[] this[int unit] => [.. Elements(unit).Select(_weights.NumberAt)];

    /// <summary>The weights with other vectors for some units.</summary>
    public ModelTensor With(IReadOnlyDictionary<int, double[]> vectors)
    {
        var result = ModelTensor.Zeros(_weights.Type, _weights.Shape);
        _weights.Bytes.CopyTo(result.Bytes);
        foreach (var (unit, vector) in vectors)
        {
            foreach (var (at, number) in Elements(unit).Zip(vector))
            {
                result.SetNumber(at, number);
            }
        }

        return result;
    }

    private IEnumerable<int> Elements(int unit)
    {
        var (length, inner) = (_weights.Shape[_axis], _weights.Shape.Product(_axis + 1, _weights.Shape.Rank));
        var outer = _weights.Shape.Product(0, _axis);
        foreach (var place in _places[unit])
        {
            for (var o = 0; o < outer; o++)
            {
                for (var i = 0; i < inner; i++)
                {
                    yield return (((o * length) + place) * inner) + i;
                }
            }
        }
    }
}

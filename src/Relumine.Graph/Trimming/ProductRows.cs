using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming;

/// <summary>The weights of a product as a row for each unit, with its bias behind them: read where they lie.</summary>
internal sealed class ProductRows
{
    // Weights that were multiplied by a number and rounded differ by this much, relative to their size, in single precision.
    private const double Rounding = 1.0 / (1 << 22);

    private readonly ModelTensor _weights;
    private readonly ModelTensor? _bias;
    private readonly int _units;
    private readonly int _stride;
    private readonly int _length;
    private readonly int[] _largest;

    /// <summary>Looks at a product.</summary>
    public ProductRows(Product product, IShapes shapes)
    {
        _weights = shapes.Constant(product.WeightsName)!;
        _bias = product.BiasName.Length > 0 ? shapes.Constant(product.BiasName) : null;
        _units = _weights.Shape[product.OuterAxis];
        _stride = _weights.Shape.Product(product.OuterAxis + 1, _weights.Shape.Rank);
        _length = _units == 0 ? 0 : _weights.Length / _units;
        _largest = new int[_units];
        Array.Fill(_largest, -1);
    }

    /// <summary>The number that a unit is whatever goes in, because all of its weights are 0; NaN if it has others.</summary>
    public double ConstantOf(int unit, Product product)
    {
        for (var k = 0; k < _length; k++)
        {
            if (At(unit, k) != 0)
            {
                return double.NaN;
            }
        }

        var bias = At(unit, _length) * (_bias is null ? 1 : product.BiasFactor);
        return double.IsFinite(bias) ? bias : double.NaN;
    }

    /// <summary>The positive number by which one unit must be multiplied to be the other; null if there is none.</summary>
    public double? Multiple(int unit, int other)
    {
        var at = LargestOf(unit);
        var factor = At(other, at) / At(unit, at);
        if (!(factor > 0) || !double.IsFinite(factor))
        {
            return null;
        }

        for (var k = 0; k <= _length; k++)
        {
            var (wanted, is1) = (factor * At(unit, k), factor == 1);
            if (is1 ? !At(other, k).Equals(wanted) : !(Math.Abs(At(other, k) - wanted) <= Rounding * Math.Abs(wanted)))
            {
                return null;
            }
        }

        return factor;
    }

    private int LargestOf(int unit)
    {
        if (_largest[unit] < 0)
        {
            _largest[unit] = 0;
            for (var k = 1; k <= _length; k++)
            {
                _largest[unit] = Math.Abs(At(unit, k)) > Math.Abs(At(unit, _largest[unit])) ? k : _largest[unit];
            }
        }

        return _largest[unit];
    }

    // A bias of another form says something else at every place; NaN equals nothing that it is compared with here.
    private double At(int unit, int k) =>
        k < _length ? _weights.NumberAt((((k / _stride * _units) + unit) * _stride) + (k % _stride))
        : _bias is null ? 0
        : _bias.Length == 1 ? _bias.NumberAt(0)
        : _bias.Length == _units ? _bias.NumberAt(unit)
        : double.PositiveInfinity;
}

using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Bounds;

/// <summary>The range of W·x + b: every term at its largest, and at its smallest.</summary>
internal static class ProductRange
{
    // More additions than the terms of the sum: the bias, and what an epilogue does.
    private const int Slack = 8;

    /// <summary>Ranges of the units of a product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="shapes">Constants.</param>
    /// <param name="data">The ranges of the data, along the axis that is summed over or as a whole.</param>
    /// <param name="rounding">A bound of the rounding error of one operation, relative to its operands, with room to spare.</param>
    public static ValueRange Of(Product product, IShapes shapes, ValueRange data, double rounding)
    {
        var weights = shapes.Constant(product.WeightsName)!;
        var bias = product.BiasName.Length > 0 ? shapes.Constant(product.BiasName) : null;
        var units = weights.Shape[product.OuterAxis];
        if (product.BiasName.Length > 0 && (bias is null || (bias.Length != 1 && bias.Length != units)))
        {
            return ValueRange.Unknown;
        }

        var sums = new Sum[units];
        var (innerStride, outerStride) = (
            weights.Shape.Product(product.InnerAxis + 1, weights.Shape.Rank),
            weights.Shape.Product(product.OuterAxis + 1, weights.Shape.Rank)
        );
        for (var i = 0; i < weights.Length; i++)
        {
            var (least, most) = data[i / innerStride % weights.Shape[product.InnerAxis]];
            var w = weights.NumberAt(i) * product.Factor;
            sums[i / outerStride % units].Add(Rounding.Times(w, least), Rounding.Times(w, most), product.IsPadded);
        }

        var operations = (weights.Length / Math.Max(1, units)) + Slack;
        return ValueRange.Of(units, u =>
        {
            var b = bias is null ? 0 : bias.NumberAt(bias.Length == 1 ? 0 : u) * product.BiasFactor;
            sums[u].Add(b, b, false);
            return sums[u].Bounds(operations * rounding);
        });
    }

    private struct Sum
    {
        private double _low;
        private double _high;
        private double _size;
        private bool _falls;
        private bool _rises;

        // At a border a term may be missing, which is as if it were 0.
        public void Add(double a, double b, bool mayBeMissing)
        {
            var (low, high) = (Math.Min(a, b), Math.Max(a, b));
            (low, high) = mayBeMissing ? (Math.Min(low, 0), Math.Max(high, 0)) : (low, high);
            (_low, _high, _size) = (_low + low, _high + high, _size + Math.Max(Math.Abs(low), Math.Abs(high)));
            (_falls, _rises) = (_falls || !(low >= 0), _rises || !(high <= 0));
        }

        public readonly Interval Bounds(double rounding)
        {
            var margin = rounding * _size;
            return new(_falls ? _low - margin : 0, _rises ? _high + margin : 0);
        }
    }
}

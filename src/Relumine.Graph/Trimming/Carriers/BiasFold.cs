using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>What removed units that gave a constant other than 0 added to the units of a product, to be put into its bias.</summary>
internal sealed class BiasFold
{
    private readonly Product _product;
    private readonly double[] _terms;
    private readonly Shape _shape;
    private readonly ElementType _type;

    private BiasFold(Product product, double[] terms, Shape shape, ElementType type) => (_product, _terms, _shape, _type) = (product, terms, shape, type);

    /// <summary>What goes missing with the units that go; null if it is nothing.</summary>
    public static BiasFold? Of(Product product, ITrimEdit edit)
    {
        var map = edit.Map;
        if (map.SlotsOf(product.DataName) is not { } along || edit.KeptOf(product.DataName) is not { } kept)
        {
            return null;
        }

        var copies = edit.CopiesIn(product.DataName).Select(c => c.Unit).ToHashSet();
        var gone = Enumerable.Range(0, along.Length).Except(kept).Where(i => along.Constants[i] != 0 && !copies.Contains(i)).ToArray();
        if (gone.Length == 0)
        {
            return null;
        }

        edit.HasMovedConstants = true;
        var weights = map.Shapes.Constant(product.WeightsName)!;
        var terms = new double[weights.Shape[product.OuterAxis]];
        var removed = weights.Keep(product.InnerAxis, gone);
        var (innerStride, outerStride) = (
            removed.Shape.Product(product.InnerAxis + 1, removed.Shape.Rank),
            removed.Shape.Product(product.OuterAxis + 1, removed.Shape.Rank)
        );
        for (var i = 0; i < removed.Length; i++)
        {
            terms[i / outerStride % terms.Length] += removed.NumberAt(i) * along.Constants[gone[i / innerStride % gone.Length]];
        }

        return Of(product, terms, map);
    }

    /// <summary>Numbers that are to be added to what a product sums up, one for each of its units.</summary>
    public static BiasFold Of(Product product, double[] terms, IUnitMap map) =>
        new(product, terms, ShapeFor(product, terms.Length, map), map.Shapes.Constant(product.WeightsName)!.Type);

    /// <summary>Why a constant other than 0 cannot go into the bias of a product, or null if it can.</summary>
    public static string? WhyNot(Product product, IUnitMap map) =>
        product.IsPadded ? "adds a border of zeros, so a constant other than 0 is no bias"
        : product.BiasName.Length == 0 ? null
        : product.BiasFactor == 0 ? "leaves its bias out"
        : IsPerUnit(map.Shapes.Constant(product.BiasName)!, product, map) ? null
        : "has no bias for each unit, so a constant cannot go into it";

    /// <summary>The bias with what goes missing; a new one if there is none.</summary>
    public ModelTensor AddTo(ModelTensor? bias)
    {
        var sum = ModelTensor.Zeros(_type, bias is { Length: > 1 } ? bias.Shape : _shape);
        for (var u = 0; u < _terms.Length; u++)
        {
            sum.SetNumber(
                u,
                (bias is null ? 0 : bias.NumberAt(bias.Length == 1 ? 0 : u)) + (_product.Factor * _terms[u] / (bias is null ? 1 : _product.BiasFactor))
            );
        }

        return sum;
    }

    // One number, or one for each unit and nothing else.
    private static bool IsPerUnit(ModelTensor bias, Product product, IUnitMap map)
    {
        var shape = map.Shapes[product.Node.Outputs[0]].Shape;
        var fromEnd = product.BiasForm == BiasForm.Vector ? 1 : shape.Rank - product.OutputAxis;
        return bias.Length == 1 || (bias.Length == shape[product.OutputAxis] && bias.Shape.Rank >= fromEnd && bias.Shape[-fromEnd] == bias.Length);
    }

    // A Conv has one number a unit; elsewhere the bias is broadcast to the result.
    private static Shape ShapeFor(Product product, int units, IUnitMap map)
    {
        var dims = new int[product.BiasForm == BiasForm.Vector ? 1 : map.Shapes[product.Node.Outputs[0]].Shape.Rank - product.OutputAxis];
        Array.Fill(dims, 1);
        dims[0] = units;
        return new Shape(dims);
    }
}

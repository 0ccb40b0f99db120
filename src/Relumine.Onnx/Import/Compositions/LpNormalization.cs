using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Reductions;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>x divided by its norm along an axis, 0 where that is 0 (ONNX LpNormalization).</summary>
internal sealed class LpNormalization : IComposition
{
    public string Type => "LpNormalization";

    public int Since => 1;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var (x, axis) = (node[0], node.Ints(reader.Int("axis", -1)));
        var norm = reader.Int("p", 2) switch
        {
            1 => node.Node(new ReduceL1(), x, axis),
            2 => node.Node(new ReduceL2(), x, axis),
            var p => throw reader.Refuse($"p is {p}", "Known are the norms 1 and 2."),
        };
        var isZero = node.Node(new Equal(), norm, node.Number(0, x));
        node.Result(0, new Div(), x, node.Node(new Where(), isZero, node.Number(1, x), norm));
    }
}

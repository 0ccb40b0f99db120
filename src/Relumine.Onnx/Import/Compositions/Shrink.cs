using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>x − bias above λ, x + bias below −λ, 0 between (ONNX Shrink).</summary>
internal sealed class Shrink : IComposition
{
    public string Type => "Shrink";

    public int Since => 9;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var x = node[0];
        var (bias, lambda) = (node.Number(reader.Float("bias", 0), x), reader.Float("lambd", 0.5f));
        var below = node.Node(new Less(), x, node.Number(-lambda, x));
        var above = node.Node(new Less(), node.Number(lambda, x), x);
        var high = node.Node(new Where(), above, node.Node(new Sub(), x, bias), node.Node(new Mul(), x, node.Number(0, x)));
        node.Result(0, new Where(), below, node.Node(new Add(), x, bias), high);
    }
}

using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Reductions;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The norm of each channel over all positions (ONNX GlobalLpPool).</summary>
internal sealed class GlobalLpPool : IComposition
{
    public string Type => "GlobalLpPool";

    public int Since => 1;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var x = node[0];
        var axes = node.Ints([.. Enumerable.Range(2, Math.Max(0, node.Rank(0) - 2)).Select(a => (long)a)]);
        var p = reader.Version < 2 ? reader.Float("p", 2) : reader.Int("p", 2);
        if (p is 1 or 2)
        {
            node.Result(0, p == 1 ? new ReduceL1() : new ReduceL2(), x, axes);
            return;
        }

        var sum = node.Node(new ReduceSum(), node.Node(new Pow(), node.Node(new Abs(), x), node.Number(p, x)), axes);
        node.Result(0, new Pow(), sum, node.Number(1.0 / p, x));
    }
}

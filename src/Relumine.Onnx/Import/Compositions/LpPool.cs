using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Windows;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The p-norm of each window (ONNX LpPool): from the mean of the powers, in which the border counts as zeros.</summary>
internal sealed class LpPool : IComposition
{
    public string Type => "LpPool";

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var x = node[0];
        var p = reader.Version < 2 ? reader.Float("p", 2) : reader.Int("p", 2);
        var pool = (AveragePool)new AveragePool().Read(reader) with { CountIncludePad = true };
        if (pool.CeilMode)
        {
            throw reader.Refuse("windows that are cut off at the end count", "Export the model without ceil_mode.");
        }

        var powers = node.Node(new Pow(), node.Node(new Abs(), x), node.Number(p, x));
        var taps = node.Number(pool.KernelShape.Aggregate(1.0, (product, k) => product * k), x);
        var sums = node.Node(new Mul(), node.Node(pool, powers), taps);
        node.Result(0, new Pow(), sums, node.Number(1.0 / p, x));
    }
}

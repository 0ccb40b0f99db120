using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Reductions;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>(x − mean)/(√variance + 1e−9) along axes (ONNX MeanVarianceNormalization).</summary>
internal sealed class MeanVarianceNormalization : IComposition
{
    public string Type => "MeanVarianceNormalization";

    public int Since => 9;

    public void Compose(Composer node)
    {
        var x = node[0];
        var axes = node.Ints(node.Reader.Ints("axes") ?? [0, 2, 3]);
        var centred = node.Node(new Sub(), x, node.Node(new ReduceMean(), x, axes));
        var variance = node.Node(new ReduceMean(), node.Node(new Mul(), centred, centred), axes);
        node.Result(0, new Div(), centred, node.Node(new Add(), node.Node(new Sqrt(), variance), node.Number(1e-9, x)));
    }
}

using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Kernels;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// A convolution of each channel of a signal with what came before (ONNX CausalConvWithState): zeros, or the state that an earlier call
/// gave, which is the end of its signal.
/// </summary>
internal sealed class CausalConvWithState : IComposition
{
    public string Type => "CausalConvWithState";

    public int Since => 27;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var activation = reader.Text("activation", "none");
        if (activation is not ("" or "none" or "silu" or "swish") || node.ShapeOf(1) is not { Rank: 3 } weight)
        {
            throw reader.Refuse($"its activation is '{activation}', or its weights have no known shape", "Known are none, silu and swish.");
        }

        var before = weight[2] - 1;
        var x = node.Has(3) ? node.Node(new Concat(2), node[3], node[0])
            : node.Node(new Pad(), node[0], node.Ints(before, 0), node.Number(0, node[0]), node.Ints(2));
        var conv = new Conv(Groups: weight[0]);
        var y = node.Has(2) ? node.Node(conv, x, node[1], node[2]) : node.Node(conv, x, node[1]);
        node.Result(0, activation is "" or "none" ? y : node.Node(new Activate(ActivationCatalogue.Find("silu")!), y));
        if (node.Wants(1))
        {
            var end = node.Node(new ShapeOf(2, 3), x);
            node.Result(1, new Slice(), x, node.Node(new Sub(), end, node.Ints(before)), end, node.Ints(2));
        }
    }
}

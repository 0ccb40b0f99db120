using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>Elements put back to where MaxPool found them, among zeros (ONNX MaxUnpool; Zeiler and Fergus 2014, ECCV).</summary>
internal sealed class MaxUnpool : IComposition
{
    public string Type => "MaxUnpool";

    public int Since => 9;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var kernel = reader.Ints("kernel_shape") ?? throw reader.Refuse("it has no kernel_shape", "Export the model again.");
        var strides = reader.Ints("strides") ?? Enumerable.Repeat(1L, kernel.Length).ToArray();
        var pads = reader.Ints("pads") ?? new long[2 * kernel.Length];
        if (strides.Length != kernel.Length || pads.Length != 2 * kernel.Length)
        {
            throw reader.Refuse("its kernel_shape, strides and pads do not fit", "Export the model again.");
        }

        // (d − 1)·stride + kernel − pads.
        var x = node[0];
        var rest = node.Ints([.. kernel.Select((k, d) => k - strides[d] - pads[d] - pads[d + kernel.Length])]);
        var sizes = node.Node(new Add(), node.Node(new Mul(), node.Node(new ShapeOf(2), x), node.Ints(strides)), rest);
        var shape = node.Node(new Concat(), node.Node(new ShapeOf(0, 2), x), sizes);
        var empty = node.Node(new ConstantOfShape(node.TypeOf(x)), node.Node(new ReduceProd(), shape, node.Ints(0)));
        string Flat(string v) => node.Node(new Reshape(), v, node.Ints(-1));
        var y = node.Node(new Reshape(), node.Node(new ScatterElements(), empty, Flat(node[1]), Flat(x)), shape);
        if (!node.Has(2))
        {
            node.Result(0, y);
            return;
        }

        var wanted = node.Node(new Cast(ElementType.Int64), node[2]);
        var none = node.Ints(new long[kernel.Length + 2]);
        node.Result(0, new Pad(), y, node.Node(new Concat(), none, node.Node(new Sub(), wanted, shape)), node.Number(0, x));
    }
}

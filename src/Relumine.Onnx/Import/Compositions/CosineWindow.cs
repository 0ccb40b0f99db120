using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// a − b·cos(2πi/n) + c·cos(4πi/n) for i from 0, where n is the number of elements, or one less if the window is symmetric (Harris 1978,
/// Proc. IEEE).
/// </summary>
internal static class CosineWindow
{
    /// <summary>Makes the result of a node that has the number of elements as its input.</summary>
    public static void Compose(Composer node, double a, double b, double c)
    {
        var reader = node.Reader;
        var isPeriodic = reader.Int("periodic", 1) != 0;
        var number = (int)reader.Int("output_datatype", (long)ElementType.Float32);
        var type = Cast.Of(number) ?? throw reader.Refuse($"its type is the ONNX type number {number}", "Export the model with float32.");
        var size = node[0];
        var places = node.Node(new Graph.Operators.Indexing.Range(), node.Number(0, size), size, node.Number(1, size));
        string Double(string x) => node.Node(new Cast(ElementType.Float64), x);
        string Exactly(double x) => node.Constant(ModelTensor.Scalar(x));
        var period = isPeriodic ? Double(size) : node.Node(new Sub(), Double(size), Exactly(1));
        var turn = node.Node(new Div(), node.Node(new Mul(), Double(places), Exactly(2 * Math.PI)), period);
        string Wave(double times, double factor) =>
            node.Node(new Mul(), node.Node(new Cos(), node.Node(new Mul(), turn, Exactly(times))), Exactly(factor));
        var y = node.Node(new Sub(), Exactly(a), Wave(1, b));
        node.Result(0, type, c == 0 ? y : node.Node(new Add(), y, Wave(2, c)));
    }
}

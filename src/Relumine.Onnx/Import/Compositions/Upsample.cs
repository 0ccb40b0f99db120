using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>Resize of opset 9 and before: scales alone, nearest or linear (ONNX Upsample).</summary>
internal sealed class Upsample : IComposition
{
    public string Type => "Upsample";

    public int Since => 1;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var linear = reader.Text("mode", "nearest") switch
        {
            "nearest" => false,
            "linear" or "bilinear" => true,
            var mode => throw reader.Refuse($"its mode is '{mode}'", "Known are nearest and linear."),
        };
        var scales = reader.Version switch
        {
            < 7 => node.Constant(ModelTensor.Vector(1f, 1, reader.Float("height_scale", 1), reader.Float("width_scale", 1))),
            < 9 => node.Constant(ModelTensor.Vector<float>(reader.Floats("scales") ?? [])),
            _ => node[1],
        };
        var x = node[0];
        var op = Resize.Before11(linear, linear ? null : node.ConstantOf(scales)?.ToDoubles(), (grow, by) => x = node.Node(grow, x, "", Given(node, by)),
            by => scales = Given(node, by));
        node.Result(0, op, x, "", scales);
    }

    private static string Given(Composer node, double[] scales) => node.Constant(ModelTensor.Vector<float>([.. scales.Select(s => (float)s)]));
}

using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// Normalization over groups of channels (ONNX GroupNormalization; Wu &amp; He 2018, ECCV): an instance normalization of the groups as
/// channels.
/// </summary>
internal sealed class GroupNormalization : IComposition
{
    public string Type => "GroupNormalization";

    public int Since => 18;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var (x, groups) = (node[0], reader.Int("num_groups", 1));
        _ = reader.Has("stash_type");
        var rank = node.Rank(0);
        var ones = node.Node(new Expand(), node.Number(1, x), node.Ints(groups));
        var zeros = node.Node(new Expand(), node.Number(0, x), node.Ints(groups));
        var inGroups = node.Node(new Reshape(), x, node.Ints(0, groups, -1));
        var normalized = node.Node(new InstanceNormalization(reader.Float("epsilon", 1e-5f)), inGroups, ones, zeros);
        var back = node.Node(new Reshape(), normalized, node.Node(new ShapeOf(), x));
        var (scale, bias) = (OfChannels(node, node[1], groups, rank), OfChannels(node, node[2], groups, rank));
        node.Result(0, new Add(), node.Node(new Mul(), back, scale), bias);
    }

    // A number for each channel, or for each group before opset 21, along axis 1.
    private static string OfChannels(Composer node, string numbers, long groups, int rank)
    {
        if (node.Reader.Version < 21)
        {
            var channels = node.Node(new ShapeOf(1, 2), node[0]);
            var each = node.Node(new Div(), channels, node.Ints(groups));
            var spread = node.Node(new Expand(), node.Unsqueeze(numbers, 1), node.Node(new Concat(0), node.Ints(groups), each));
            numbers = node.Node(new Reshape(), spread, node.Ints(-1));
        }

        return rank == 2 ? numbers : node.Node(new Unsqueeze(), numbers, node.Ints([.. Enumerable.Range(1, rank - 2).Select(a => (long)a)]));
    }
}

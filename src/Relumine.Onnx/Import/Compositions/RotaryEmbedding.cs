using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// Pairs of numbers of each head turned by an angle that grows with the position (ONNX RotaryEmbedding; Su et al. 2021, RoFormer): the
/// halves of a head make the pairs, or its neighbours if interleaved.
/// </summary>
internal sealed class RotaryEmbedding : IComposition
{
    public string Type => "RotaryEmbedding";

    public int Since => 23;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var (rank, heads, turned) = (node.Rank(0), reader.Int("num_heads", 0), reader.Int("rotary_embedding_dim", 0));
        var isInterleaved = reader.Int("interleaved", 0) != 0;
        if (rank == 3 && heads <= 0)
        {
            throw reader.Refuse("its input has 3 dimensions, but num_heads is not given", "Export the model with num_heads.");
        }

        // [N, S, H, D].
        var x = rank == 4 ? node.Node(new Transpose(new[] { 0, 2, 1, 3 }), node[0]) : node.Node(new Reshape(), node[0], node.Ints(0, 0, heads, -1));
        var part = turned == 0 ? x : Slice(node, x, 0, turned, 1);
        var (cos, sin) = (Angle(node, 1), Angle(node, 2));
        string[] pair = isInterleaved ? [Slice(node, part, 0, long.MaxValue, 2), Slice(node, part, 1, long.MaxValue, 2)] : node.Nodes(new Split(3, 2), 2, part);
        string Times(string a, string b) => node.Node(new Mul(), a, b);
        var first = node.Node(new Sub(), Times(cos, pair[0]), Times(sin, pair[1]));
        var second = node.Node(new Add(), Times(sin, pair[0]), Times(cos, pair[1]));
        var y = isInterleaved
            ? node.Node(new Reshape(), node.Node(new Concat(4), node.Unsqueeze(first, 4), node.Unsqueeze(second, 4)), node.Ints(0, 0, 0, -1))
            : node.Node(new Concat(3), first, second);
        if (turned != 0)
        {
            y = node.Node(new Concat(3), y, Slice(node, x, turned, long.MaxValue, 1));
        }

        if (rank == 4)
        {
            node.Result(0, new Transpose(new[] { 0, 2, 1, 3 }), y);
        }
        else
        {
            node.Result(0, new Reshape(), y, node.Ints(0, 0, -1));
        }
    }

    // The same for all heads; looked up by position where positions are given.
    private static string Angle(Composer node, int cache) =>
        node.Unsqueeze(node.Has(3) ? node.Node(new Gather(0), node[cache], node[3]) : node[cache], 2);

    private static string Slice(Composer node, string x, long from, long to, long step) =>
        node.Node(new Slice(), x, node.Ints(from), node.Ints(to), node.Ints(3), node.Ints(step));
}

using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The first elements along the axis of time the other way round, of each sample as many as it says (ONNX ReverseSequence).</summary>
internal sealed class ReverseSequence : IComposition
{
    public string Type => "ReverseSequence";

    public int Since => 10;

    public void Compose(Composer node)
    {
        var rank = node.Rank(0);
        int Axis(string name, long otherwise) => (int)(node.Reader.Int(name, otherwise) is var a && a < 0 ? a + rank : a);
        var (batch, time) = (Axis("batch_axis", 1), Axis("time_axis", 0));
        if (batch < 0 || time < 0 || batch >= rank || time >= rank || batch == time)
        {
            throw node.Reader.Refuse($"its axes are {batch} and {time}", $"Two different axes of {rank} are needed.");
        }

        string On(string vector, int axis) => node.Unsqueeze(vector, [.. Enumerable.Range(0, rank).Where(a => a != axis).Select(a => (long)a)]);
        var lengths = On(node.Node(new Cast(ElementType.Int64), node[1]), batch);
        var times = On(Fourier.UpTo(node, Fourier.Size(node, node[0], time)), time);
        var mirrored = node.Node(new Sub(), node.Node(new Sub(), lengths, node.Ints(1)), times);
        var from = node.Node(new Where(), node.Node(new Less(), times, lengths), mirrored, times);
        node.Result(0, new GatherElements(time), node[0], node.Node(new Expand(), from, node.Node(new ShapeOf(), node[0])));
    }
}

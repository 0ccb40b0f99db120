using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>A tensor with others written over it, for each sample from a place of its own on, perhaps round the end (ONNX TensorScatter).</summary>
internal sealed class TensorScatter : IComposition
{
    public string Type => "TensorScatter";

    public int Since => 24;

    public void Compose(Composer node)
    {
        var rank = node.Rank(0);
        var given = node.Reader.Int("axis", -2);
        var axis = (int)(given < 0 ? given + rank : given);
        var isCircular = node.Reader.Text("mode", "linear") == "circular";
        if (axis <= 0 || axis >= rank)
        {
            throw node.Reader.Refuse($"its axis is {given}", $"An axis behind the first of {rank} is needed.");
        }

        string On(string vector, int at) => node.Unsqueeze(vector, [.. Enumerable.Range(0, rank).Where(a => a != at).Select(a => (long)a)]);
        var places = On(Fourier.UpTo(node, Fourier.Size(node, node[1], axis)), axis);
        if (node.Has(2))
        {
            places = node.Node(new Add(), places, On(node[2], 0));
        }

        if (isCircular)
        {
            places = node.Node(new Mod(), places, Fourier.Size(node, node[0], axis));
        }

        node.Result(0, new ScatterElements(axis), node[0], node.Node(new Expand(), places, node.Node(new ShapeOf(), node[1])), node[1]);
    }
}

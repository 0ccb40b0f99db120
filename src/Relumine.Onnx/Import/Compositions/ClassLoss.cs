using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>−weight·log p of the class that is true, alone, summed up, or divided by the sum of the weights.</summary>
internal static class ClassLoss
{
    /// <summary>Makes output 0 of a node whose input 1 are classes and whose input 2, if given, are weights of classes.</summary>
    /// <param name="node">The node that is read.</param>
    /// <param name="logarithms">log p of each class, on axis 1.</param>
    public static void Compose(Composer node, string logarithms)
    {
        var reader = node.Reader;
        var reduction = reader.Text("reduction", "mean");
        var (target, isSelective) = (node.Node(new Cast(ElementType.Int64), node[1]), reader.Has("ignore_index"));
        string? ignored = null;
        if (isSelective)
        {
            ignored = node.Node(new Equal(), target, node.Constant(ModelTensor.Scalar(reader.Int("ignore_index", 0))));
            target = node.Node(new Where(), ignored, node.Constant(ModelTensor.Scalar(0L)), target);
        }

        var chosen = node.Node(new Squeeze(), node.Node(new GatherElements(1), logarithms, node.Unsqueeze(target, 1)), node.Ints(1));
        var loss = node.Node(new Neg(), chosen);
        var weights = node.Has(2) ? node.Node(new Gather(), node[2], target) : null;
        if (ignored is not null)
        {
            weights = node.Node(new Where(), ignored, node.Number(0, loss), weights ?? node.Number(1, loss));
        }

        loss = weights is null ? loss : node.Node(new Mul(), loss, weights);
        switch (reduction)
        {
            case "none":
                node.Result(0, loss);
                break;
            case "sum":
                node.Result(0, new ReduceSum(false), loss);
                break;
            case "mean" when weights is null:
                node.Result(0, new ReduceMean(false), loss);
                break;
            case "mean":
                node.Result(0, new Div(), node.Node(new ReduceSum(false), loss), node.Node(new ReduceSum(false), weights));
                break;
            default:
                throw reader.Refuse($"its reduction is '{reduction}'", "Known are none, sum and mean.");
        }
    }
}

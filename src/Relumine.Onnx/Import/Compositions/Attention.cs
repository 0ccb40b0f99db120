using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// softmax(scale·Q·Kᵀ + mask)·V for each head (ONNX Attention; Vaswani et al. 2017, NeurIPS), with keys and values of before, groups of
/// heads that share keys, a causal mask, and a soft limit of the products.
/// </summary>
internal sealed class Attention : IComposition
{
    public string Type => "Attention";

    public int Since => 23;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        _ = reader.Has("softmax_precision");
        var rank = node.Rank(0);
        var (heads, shared) = (reader.Int("q_num_heads", 0), reader.Int("kv_num_heads", 0));
        var (q, k, v) = (Heads(node, node[0], rank, heads), Heads(node, node[1], rank, shared), Heads(node, node[2], rank, shared));
        if (node.Has(4))
        {
            k = node.Node(new Concat(2), node[4], k);
        }

        if (node.Has(5))
        {
            v = node.Node(new Concat(2), node[5], v);
        }

        node.Result(1, k);
        node.Result(2, v);

        // Several heads may share keys and values.
        var (allKeys, allValues) = (Spread(node, k, q), Spread(node, v, q));
        var width = node.Node(new Cast(node.TypeOf(q)), node.Node(new ShapeOf(3, 4), q));
        var scale = reader.Has("scale") && reader.Float("scale", 0) is var given && given != 0
            ? node.Number(Math.Sqrt(given), q)
            : node.Node(new Sqrt(), node.Node(new Reciprocal(), node.Node(new Sqrt(), width)));
        var products = node.Node(
            new MatMul(), node.Node(new Mul(), q, scale), node.Node(new Mul(), node.Node(new Transpose(new[] { 0, 1, 3, 2 }), allKeys), scale));
        var mode = reader.Int("qk_matmul_output_mode", 0);
        var softcap = reader.Float("softcap", 0);
        var limited = softcap == 0 ? products : Limit(node, products, softcap);
        var masked = limited;
        if (node.Has(3))
        {
            masked = node.Node(new Add(), masked, Mask(node, node[3], allKeys, masked));
        }

        if (node.Has(6))
        {
            // Keys behind those that count are padding.
            var isPadding = node.Node(
                new GreaterOrEqual(), Fourier.UpTo(node, Fourier.Size(node, allKeys, 2)), node.Unsqueeze(node[6], 1, 2, 3));
            masked = node.Node(new Where(), isPadding, node.Number(double.NegativeInfinity, q), masked);
        }

        if (reader.Int("is_causal", 0) != 0)
        {
            masked = node.Node(new Add(), masked, Causal(node, q, allKeys));
        }

        var weights = node.Node(new Softmax(-1), masked);
        node.Result(3, mode switch { 0 => products, 1 => limited, 2 => masked, _ => weights });
        var y = node.Node(new MatMul(), weights, allValues);
        if (rank == 4)
        {
            node.Result(0, y);
            return;
        }

        node.Result(0, new Reshape(), node.Node(new Transpose(new[] { 0, 2, 1, 3 }), y), node.Ints(0, 0, -1));
    }

    // [N, S, H·D] → [N, H, S, D].
    private static string Heads(Composer node, string x, int rank, long heads) =>
        rank == 4 ? x : node.Node(new Transpose(new[] { 0, 2, 1, 3 }), node.Node(new Reshape(), x, node.Ints(0, 0, heads, -1)));

    // [N, H′, S, D] → [N, H, S, D], each head of the first as often as it is shared.
    private static string Spread(Composer node, string x, string q)
    {
        var own = node.Node(new ShapeOf(1, 2), x);
        var times = node.Node(new Div(), node.Node(new ShapeOf(1, 2), q), own);
        var apart = node.Unsqueeze(x, 2);
        var shape = node.Node(new Concat(), node.Ints(1, 1), times, node.Ints(1, 1));
        var wide = node.Node(new Expand(), apart, shape);
        var joined = node.Node(new Concat(), node.Node(new ShapeOf(0, 1), x), node.Node(new ShapeOf(1, 2), q), node.Node(new ShapeOf(2), x));
        return node.Node(new Reshape(), wide, joined);
    }

    private static string Limit(Composer node, string x, float cap)
    {
        var limit = node.Number(cap, x);
        return node.Node(new Mul(), node.Node(new Activate(ActivationCatalogue.Find("tanh")!), node.Node(new Div(), x, limit)), limit);
    }

    // Truth values become 0 and −∞; a mask that is too short is continued with −∞.
    private static string Mask(Composer node, string mask, string keys, string like)
    {
        var lowest = node.Number(double.NegativeInfinity, like);
        var numbers = node.TypeOf(mask) == ElementType.Bool ? node.Node(new Where(), mask, node.Number(0, like), lowest) : mask;
        var missing = node.Node(new Sub(), node.Node(new ShapeOf(2, 3), keys), node.Node(new ShapeOf(-1), mask));
        return node.Node(new Pad(), numbers, node.Node(new Concat(), node.Ints(0), missing), lowest, node.Ints(-1));
    }

    // 0 up to the place of a query behind the keys of before, −∞ behind it.
    private static string Causal(Composer node, string q, string keys)
    {
        var (queries, all) = (node.Node(new ShapeOf(2, 3), q), node.Node(new ShapeOf(2, 3), keys));
        var zero = node.Constant(ModelTensor.Scalar(0L));
        var one = node.Constant(ModelTensor.Scalar(1L));
        string Scalar(string vector) => node.Node(new Squeeze(), vector, node.Ints(0));
        var rows = node.Unsqueeze(node.Node(new Graph.Operators.Indexing.Range(), zero, Scalar(queries), one), 1);
        var columns = node.Node(new Graph.Operators.Indexing.Range(), zero, Scalar(all), one);
        var before = node.Has(4) ? node.Node(new ShapeOf(2, 3), node[4]) : node.Ints(0);
        var isLater = node.Node(new Greater(), columns, node.Node(new Add(), rows, before));
        return node.Node(new Where(), isLater, node.Number(double.NegativeInfinity, q), node.Number(0, q));
    }
}

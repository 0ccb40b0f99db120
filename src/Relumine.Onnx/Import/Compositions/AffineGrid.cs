using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// The coordinates, from −1 to 1, at which an affine map takes the elements of its result, for GridSample (ONNX AffineGrid; Jaderberg et
/// al. 2015, NeurIPS).
/// </summary>
internal sealed class AffineGrid : IComposition
{
    private const long MostNumbers = 1 << 26;

    public string Type => "AffineGrid";

    public int Since => 20;

    public void Compose(Composer node)
    {
        var theta = node[0];
        var size = node.ConstantOf(node[1])?.ToInt64()
            ?? throw node.Reader.Refuse("the size of its grid depends on the data", "Export the model with a constant there.");
        var dims = size.Length - 2;
        if (dims is not (2 or 3) || size.Any(d => d is < 0 or > int.MaxValue) || size[2..].Aggregate(4.0, (a, d) => a * d) > MostNumbers)
        {
            throw node.Reader.Refuse(
                $"its grid has the size [{string.Join(", ", size)}]",
                "Expected N, C and two or three sizes of a picture that fits into memory."
            );
        }

        var places = Places([.. size[2..].Select(d => (int)d)], node.Reader.Int("align_corners", 0) != 0);
        var type = node.TypeOf(theta);
        var shape = new Shape(places.Length / (dims + 1), dims + 1);
        var constant = node.Constant(type == ElementType.Float64
            ? ModelTensor.Of<double>(shape, places) : ModelTensor.Of<float>(shape, Array.ConvertAll(places, p => (float)p)));
        var grid = node.Node(new MatMul(), constant, node.Node(new Transpose(new[] { 0, 2, 1 }), theta));
        node.Result(0, new Reshape(), grid, node.Ints([0, .. size[2..], dims]));
    }

    // Each place with its coordinates, the last dimension first, and 1.
    private static double[] Places(int[] sizes, bool alignCorners)
    {
        var count = sizes.Aggregate(1, (a, d) => a * d);
        var places = new double[count * (sizes.Length + 1)];
        for (var i = 0; i < count; i++)
        {
            var (rest, row) = (i, i * (sizes.Length + 1));
            for (var d = sizes.Length - 1; d >= 0; d--)
            {
                var (at, n) = (rest % sizes[d], sizes[d]);
                places[row + sizes.Length - 1 - d] = !alignCorners ? ((2.0 * at) + 1) / n - 1 : n == 1 ? 0 : 2.0 * at / (n - 1) - 1;
                rest /= n;
            }

            places[row + sizes.Length] = 1;
        }

        return places;
    }
}

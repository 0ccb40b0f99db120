using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>
/// A convolution whose taps lie where offsets move them, between the elements, and count as much as a mask says (ONNX DeformConv; Dai et al.
/// 2017, ICCV; Zhu et al. 2019, CVPR): samples of all taps, side by side, times the weights.
/// </summary>
internal sealed class DeformConv : IComposition
{
    private const int MostPlaces = 1 << 24;

    public string Type => "DeformConv";

    public int Since => 19;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        if (node.ShapeOf(0) is not { Rank: 4 } x || node.ShapeOf(1) is not { Rank: 4 } w || node.ShapeOf(2) is not { Rank: 4 } offsets)
        {
            throw reader.Refuse("its pictures, weights or offsets have no known shape of 4 dimensions", "Export the model with shapes.");
        }

        var (groups, offsetGroups) = (reader.Int("group", 1), reader.Int("offset_group", 1));
        long[] Each(string name, long otherwise, int count) => reader.Ints(name) ?? [.. Enumerable.Repeat(otherwise, count)];
        var (kernel, strides, dilations, pads) = (Each("kernel_shape", 0, 2), Each("strides", 1, 2), Each("dilations", 1, 2), Each("pads", 0, 4));
        var (height, width, down, across) = (x[2], x[3], offsets[2], offsets[3]);
        var taps = w[2] * w[3];
        if (groups < 1 || offsetGroups < 1 || x[1] % offsetGroups != 0 || w[0] % groups != 0 || offsets[1] != 2 * offsetGroups * taps
            || new[] { strides, dilations }.Any(v => v.Length != 2) || pads.Length != 4 || kernel.Length != 2 || height * width == 0
            || (long)taps * down * across > MostPlaces)
        {
            throw reader.Refuse("its shapes, groups, strides, dilations and pads do not fit", "Check how the model was exported.");
        }

        // [N·G, …]: each group of offsets has a grid of its own.
        var pictures = node.Node(new Reshape(), node[0], node.Ints(-1, x[1] / offsetGroups, height, width));
        var places = node.Constant(Places(node.TypeOf(node[0]), w, down, across, strides, dilations, pads));
        var moved = node.Node(new Add(), node.Node(new Reshape(), node[2], node.Ints(-1, taps, 2, down, across)), places);

        // From rows and columns to −1 … 1, columns first: the middle of element i is (2i + 1)/size − 1.
        var turned = node.Node(new Transpose(new[] { 0, 1, 3, 4, 2 }), moved);
        string[] parts = node.Nodes(new Split(4, 2), 2, turned);
        string Scaled(string v, int size) =>
            node.Node(new Add(), node.Node(new Mul(), v, node.Number(2.0 / size, v)), node.Number((1.0 / size) - 1, v));
        var grid = node.Node(new Concat(4), Scaled(parts[1], width), Scaled(parts[0], height));
        var samples = node.Node(new GridSample(), pictures, node.Node(new Reshape(), grid, node.Ints(-1, (long)taps * down, across, 2)));
        samples = node.Node(new Reshape(), samples, node.Ints(-1, x[1] / offsetGroups, taps, (long)down * across));
        if (node.Has(4))
        {
            samples = node.Node(new Mul(), samples, node.Node(new Reshape(), node[4], node.Ints(-1, 1, taps, (long)down * across)));
        }

        var columns = node.Node(new Reshape(), samples, node.Ints(-1, groups, (long)w[1] * taps, (long)down * across));
        var weights = node.Node(new Reshape(), node[1], node.Ints(1, groups, w[0] / groups, (long)w[1] * taps));
        var y = node.Node(new Reshape(), node.Node(new MatMul(), weights, columns), node.Ints(-1, w[0], down, across));
        node.Result(0, node.Has(3) ? node.Node(new Add(), y, node.Unsqueeze(node[3], 1, 2)) : y);
    }

    // Row and column of each tap for each element of the result: [1, taps, 2, down, across].
    private static ModelTensor Places(ElementType type, Shape w, int down, int across, long[] strides, long[] dilations, long[] pads)
    {
        var places = new double[w[2] * w[3] * 2 * down * across];
        for (var i = 0; i < places.Length; i++)
        {
            var (column, row, axis, tap) = (i % across, i / across % down, i / across / down % 2, i / across / down / 2);
            places[i] = axis == 0
                ? (row * strides[0]) - pads[0] + (tap / w[3] * dilations[0])
                : (column * strides[1]) - pads[1] + (tap % w[3] * dilations[1]);
        }

        var shape = new Shape(1, w[2] * w[3], 2, down, across);
        return type == ElementType.Float64 ? ModelTensor.Of<double>(shape, places) : ModelTensor.Of<float>(shape, Array.ConvertAll(places, p => (float)p));
    }
}

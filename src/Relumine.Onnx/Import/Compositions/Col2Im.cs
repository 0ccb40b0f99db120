using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>Windows put back to where they come from, and added where they overlap (ONNX Col2Im): [N, C·taps, windows] → [N, C, image].</summary>
internal sealed class Col2Im : IComposition
{
    public string Type => "Col2Im";

    public int Since => 18;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        long[] Known(int i) =>
            node.ConstantOf(node[i])?.ToInt64() ?? throw reader.Refuse($"input {i} depends on the data", "Export the model with a constant there.");
        var (image, block) = (Known(1), Known(2));
        long[] Each(string name, long otherwise, int length) => reader.Ints(name) ?? Enumerable.Repeat(otherwise, length).ToArray();
        var dims = image.Length;
        var (strides, dilations, pads) = (Each("strides", 1, dims), Each("dilations", 1, dims), Each("pads", 0, 2 * dims));
        if (block.Length != dims || strides.Length != dims || dilations.Length != dims || pads.Length != 2 * dims
            || image.Concat(block).Concat(strides).Concat(dilations).Any(v => v is < 1 or > 1 << 16) || pads.Any(p => p is < 0 or > 1 << 16))
        {
            throw reader.Refuse("its image, block, strides, dilations and pads do not fit", "Give each as many positive numbers as the image has dimensions.");
        }

        var windows = Enumerable
            .Range(0, dims)
            .Select(d => (image[d] + pads[d] + pads[d + dims] - (dilations[d] * (block[d] - 1)) - 1) / strides[d] + 1)
            .ToArray();
        var places = Places(node, image, block, windows, strides, dilations, pads);
        var outside = image.Aggregate(1L, (a, b) => a * b);

        // A place behind the image takes what falls outside.
        var x = node.Node(new Reshape(), node[0], node.Ints(0, -1, places.Length));
        var front = node.Node(new ShapeOf(0, 2), x);
        var empty = node.Node(new ConstantOfShape(node.TypeOf(x)), node.Node(new Concat(), front, node.Ints(outside + 1)));
        var indices = node.Node(new Expand(), node.Constant(ModelTensor.Of<long>(new Shape(1, 1, places.Length), places)), node.Node(new ShapeOf(), x));
        var sums = node.Node(new ScatterElements(2, ScatterReduction.Add), empty, indices, x);
        var inside = node.Node(new Slice(), sums, node.Ints(0), node.Ints(outside), node.Ints(2));
        node.Result(0, new Reshape(), inside, node.Node(new Concat(), front, node.Ints(image)));
    }

    private static long[] Places(Composer node, long[] image, long[] block, long[] windows, long[] strides, long[] dilations, long[] pads)
    {
        var (taps, count) = (block.Aggregate(1.0, (a, b) => a * b), windows.Aggregate(1.0, (a, b) => a * b));
        if (windows.Any(w => w < 1) || taps * count > 1 << 26)
        {
            throw node.Reader.Refuse("its windows do not fit into the image, or are too many", "Export the model with smaller windows.");
        }

        var places = new long[(int)taps * (int)count];
        for (var i = 0; i < places.Length; i++)
        {
            var (tap, window, place, size) = (i / (int)count, i % (int)count, 0L, 1L);
            for (var d = image.Length - 1; d >= 0; d--)
            {
                var at = (window % windows[d] * strides[d]) + (tap % block[d] * dilations[d]) - pads[d];
                place = at < 0 || at >= image[d] || place < 0 ? -1 : place + (at * size);
                (tap, window, size) = (tap / (int)block[d], window / (int)windows[d], size * image[d]);
            }

            places[i] = place < 0 ? size : place;
        }

        return places;
    }
}

using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Products.Convolutions;

namespace Relumine.Graph.Operators.Windows;

/// <summary>An operator that slides a window over the spatial dimensions of a tensor [N, C, D₁ … Dₙ] (ONNX Conv, MaxPool, AveragePool).</summary>
/// <param name="KernelShape">The number of taps along each dimension.</param>
/// <param name="Strides">The distance of neighbouring windows; empty for 1.</param>
/// <param name="Pads">What is added in front of each dimension, then behind each; empty for 0.</param>
/// <param name="Dilations">The distance of neighbouring taps; empty for 1.</param>
/// <param name="AutoPad">How <paramref name="Pads"/> are decided if they are not given.</param>
public abstract record WindowOp(ValueArray<int> KernelShape, ValueArray<int> Strides, ValueArray<int> Pads, ValueArray<int> Dilations, AutoPad AutoPad) : Op
{
    // Elements, borders included; windows over larger planes are left to the general loops.
    private const long LargestPlane = 1 << 26;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => this with
    {
        KernelShape = reader.Narrow("kernel_shape", reader.Ints("kernel_shape") ?? []),
        Strides = reader.Narrow("strides", reader.Ints("strides") ?? []),
        Pads = reader.Narrow("pads", reader.Ints("pads") ?? []),
        Dilations = reader.Narrow("dilations", reader.Ints("dilations") ?? []),
        AutoPad = reader.Text("auto_pad", "NOTSET") switch
        {
            "NOTSET" or "" => AutoPad.NotSet,
            "SAME_UPPER" => AutoPad.SameUpper,
            "SAME_LOWER" => AutoPad.SameLower,
            "VALID" => AutoPad.Valid,
            var other => throw reader.Refuse($"auto_pad is '{other}'", "Known are NOTSET, SAME_UPPER, SAME_LOWER and VALID."),
        },
    };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        foreach (var (name, values) in new[] { ("kernel_shape", KernelShape), ("strides", Strides), ("pads", Pads), ("dilations", Dilations) })
        {
            if (values.Count > 0)
            {
                writer.Ints(name, [.. values.Select(v => (long)v)]);
            }
        }

        if (AutoPad != AutoPad.NotSet)
        {
            writer.Text("auto_pad", AutoPad switch { AutoPad.SameUpper => "SAME_UPPER", AutoPad.SameLower => "SAME_LOWER", _ => "VALID" });
        }
    }

    // A window never costs more than its input is large: taps outside are skipped.
    private protected double WindowWork(Node node, IShapes shapes) => shapes.ForEach(
        node.Outputs[0],
        Math.Min(KernelShape.Aggregate(1.0, (taps, size) => taps * size), shapes[node.Inputs[0]].Shape.Product(2, shapes[node.Inputs[0]].Shape.Rank)));

    /// <summary>Works out the window for an input of a shape that fits; see <see cref="CheckedWindow"/>.</summary>
    /// <param name="shape">The input's shape.</param>
    /// <param name="kernel">The number of taps along each dimension.</param>
    /// <param name="ceil">Whether a window that is cut off at the end counts.</param>
    internal Window WindowOver(Shape shape, ReadOnlySpan<int> kernel, bool ceil = false)
    {
        var window = new Window { Rank = shape.Rank - 2 };
        for (var d = 0; d < window.Rank; d++)
        {
            window.Input[d] = shape[d + 2];
            window.Kernel[d] = kernel[d];
            window.Stride[d] = Strides.Count > 0 ? Strides[d] : 1;
            window.Dilation[d] = Dilations.Count > 0 ? Dilations[d] : 1;
            if (AutoPad is AutoPad.SameUpper or AutoPad.SameLower)
            {
                var count = ((long)window.Input[d] + window.Stride[d] - 1) / window.Stride[d];
                var border = (int)Math.Max(0, (count - 1) * window.Stride[d] + (window.Kernel[d] - 1L) * window.Dilation[d] + 1 - window.Input[d]);
                window.Before[d] = AutoPad == AutoPad.SameUpper ? border / 2 : border - border / 2;
                window.Behind[d] = border - window.Before[d];
            }
            else if (AutoPad == AutoPad.NotSet && Pads.Count > 0)
            {
                (window.Before[d], window.Behind[d]) = (Pads[d], Pads[d + window.Rank]);
            }

            window.Output[d] = (int)Math.Min(window.Count(d, ceil), int.MaxValue);
        }

        return window;
    }

    /// <summary>The window over one sample as the kernels for channels side by side know it, or null if it is nothing for them.</summary>
    /// <param name="shape">The input's shape; it must fit.</param>
    /// <param name="kernel">The number of taps along each dimension.</param>
    /// <param name="ceil">Whether a window that is cut off at the end counts.</param>
    internal WindowGeometry? Geometry(Shape shape, ReadOnlySpan<int> kernel, bool ceil = false)
    {
        if (shape.Rank - 2 is < 1 or > WindowGeometry.MostDimensions || shape[0] != 1)
        {
            return null;
        }

        var window = WindowOver(shape, kernel, ceil);
        long plane = shape[1], spread = 1;
        for (var d = 0; d < window.Rank; d++)
        {
            // Both planes, that of the input and that of the gradient, with their borders.
            var reach = (kernel[d] - 1L) * window.Dilation[d] + 1;
            var size = Math.Max((long)window.Input[d] + window.Before[d] + window.Behind[d] + reach, (window.Output[d] + 1L) * window.Stride[d] + 2 * reach);
            if (window.Output[d] < 1 || window.Input[d] < 1 || (plane *= size) > LargestPlane || (spread *= kernel[d]) > LargestPlane)
            {
                return null;
            }
        }

        var rank = window.Rank;
        return new WindowGeometry(
            ((ReadOnlySpan<int>)window.Input)[..rank], ((ReadOnlySpan<int>)window.Output)[..rank], kernel, ((ReadOnlySpan<int>)window.Stride)[..rank],
            ((ReadOnlySpan<int>)window.Dilation)[..rank], ((ReadOnlySpan<int>)window.Before)[..rank]);
    }

    /// <summary>The window, with everything checked that a file may have wrong.</summary>
    private protected Window CheckedWindow(InferenceContext context, ReadOnlySpan<int> kernel, bool ceil = false)
    {
        var shape = context.Need(0, Kinds.Float).Shape;
        var rank = shape.Rank - 2;
        if (rank is < 1 or > Window.MostDimensions)
        {
            throw context.Fail($"the input has {shape.Rank} dimensions; expected [N, C, D1, …] with 1 to {Window.MostDimensions} spatial ones");
        }

        CheckCount("kernel_shape", kernel.Length, rank);
        CheckCount("strides", Strides.Count, Strides.Count == 0 ? 0 : rank);
        CheckCount("dilations", Dilations.Count, Dilations.Count == 0 ? 0 : rank);
        CheckCount("pads", Pads.Count, Pads.Count == 0 ? 0 : 2 * rank);
        if (kernel.ContainsAnyInRange(int.MinValue, 0) || Strides.Any(s => s < 1) || Dilations.Any(d => d < 1) || Pads.Any(p => p < 0))
        {
            throw context.Fail("kernel_shape, strides and dilations must be positive, and pads not negative");
        }

        var window = WindowOver(shape, kernel, ceil);
        for (var d = 0; d < rank; d++)
        {
            if (window.Output[d] < 1)
            {
                throw context.Fail($"the window does not fit into dimension {d + 2}");
            }
        }

        return window;

        void CheckCount(string attribute, int given, int expected)
        {
            if (given != expected)
            {
                throw context.Fail($"{attribute} has {given} numbers instead of {expected}");
            }
        }
    }

    /// <summary>The output's shape.</summary>
    private protected static Shape Slid(Shape input, int channels, in Window window)
    {
        var dims = input.Dims.ToArray();
        dims[1] = channels;
        for (var d = 0; d < window.Rank; d++)
        {
            dims[d + 2] = window.Output[d];
        }

        return new Shape(dims);
    }
}

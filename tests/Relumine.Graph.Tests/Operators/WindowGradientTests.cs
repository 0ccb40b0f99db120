using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Tests.Operators;

/// <summary>
/// Convolution is linear in x and in w, average pooling is linear, and maximum pooling is linear as long as the places
/// of the largest elements stay: so Σ dy·f(v) = Σ df·v must hold for every v, not only to first order.
/// </summary>
public class WindowGradientTests
{
    private const int Seeds = 80;

    [Fact]
    public void ConvolutionIsTurnedAround() => ForSeeds(random =>
    {
        var rank = random.Next(1, 4);
        var groups = random.Next(1, 4);
        var (op, input) = Geometry(random, rank);
        var conv = new Conv(default, op.Strides, op.Pads, op.Dilations, op.AutoPad, groups);
        var (channels, units) = (random.Next(1, 4), random.Next(1, 4));
        int[] xDims = [2, groups * channels, .. input], wDims = [groups * units, channels, .. op.KernelShape];
        var (x, w, b) = (Numbers(random, xDims), Numbers(random, wDims), Numbers(random, groups * units));
        var y = Apply.One(conv, x, w, b);
        var dy = Numbers(random, y.Shape.Dims.ToArray());
        var gradients = Gradients(conv, dy, y, x, w, b);

        var (x2, w2, none) = (Numbers(random, xDims), Numbers(random, wDims), ModelTensor.Zeros(ElementType.Float64, b.Shape));
        Same(Dot(dy, Apply.One(conv, x2, w, none)), Dot(gradients[0], x2), "dx");
        Same(Dot(dy, Apply.One(conv, x, w2, none)), Dot(gradients[1], w2), "dw");
        var nothing = ModelTensor.Zeros(ElementType.Float64, w.Shape);
        Same(Dot(dy, Apply.One(conv, x, nothing, b)), Dot(gradients[2], b), "db");
    });

    [Fact]
    public void AveragePoolingIsTurnedAround() => ForSeeds(random =>
    {
        var (op, input) = Geometry(random, random.Next(1, 4));
        op = op with { CeilMode = random.Next(2) == 0, CountIncludePad = random.Next(2) == 0 };
        int[] dims = [2, 3, .. input];
        var x = Numbers(random, dims);
        var y = Apply.One(op, x);
        if (y.ToDoubles().Any(double.IsNaN))
        {
            return; // a window that lies in the border altogether
        }

        var dy = Numbers(random, y.Shape.Dims.ToArray());
        var x2 = Numbers(random, dims);
        Same(Dot(dy, Apply.One(op, x2)), Dot(Gradients(op, dy, y, x)[0], x2), "dx");
    });

    [Fact]
    public void MaximumPoolingGoesToTheFirstOfTheLargest() => ForSeeds(random =>
    {
        var (window, input) = Geometry(random, random.Next(1, 4));
        var op = new MaxPool(window.KernelShape, window.Strides, window.Pads, window.Dilations, window.AutoPad, random.Next(2) == 0);
        int[] dims = [2, 2, .. input];
        var x = Numbers(random, dims);
        for (var i = 0; i < x.Length; i++)
        {
            // Few different numbers, so that there are ties.
            x.Values<double>()[i] = Math.Round(4 * x.Values<double>()[i]);
        }

        var both = Apply.All(op, 2, x);
        var dy = Numbers(random, both[0].Shape.Dims.ToArray());
        var expected = new double[x.Length];
        foreach (var (i, place) in both[1].Values<long>().ToArray().Index())
        {
            if (place >= 0)
            {
                expected[place] += dy.Values<double>()[i];
            }
        }

        Gradients(op, dy, both[0], x)[0].Values<double>().ToArray().ShouldBe(expected);
    });

    [Fact]
    public void GlobalPoolingIsTurnedAround()
    {
        var x = ModelTensor.Of<double>(new Shape(1, 2, 2, 2), 1, 5, 5, 0, -3, -4, -2, -9);
        var dy = ModelTensor.Of<double>(new Shape(1, 2, 1, 1), 8, 4);
        Gradients(new GlobalMaxPool(), dy, Apply.One(new GlobalMaxPool(), x), x)[0].ToDoubles().ShouldBe([0, 8, 0, 0, 0, 0, 4, 0]);
        Gradients(new GlobalAveragePool(), dy, Apply.One(new GlobalAveragePool(), x), x)[0].ToDoubles().ShouldBe([2, 2, 2, 2, 1, 1, 1, 1]);
    }

    private static ModelTensor[] Gradients(Op op, ModelTensor dy, ModelTensor y, params ModelTensor[] inputs)
    {
        op.GradientNeeds(Kink.Left).ShouldNotBeNull();
        var gradients = Array.ConvertAll(inputs, x =>
        {
            var gradient = ModelTensor.Zeros(x.Type, x.Shape);
            gradient.Bytes.Fill(0xA5);
            return gradient;
        });
        op.Backward(new BackwardContext(inputs, [y], [dy], gradients, Kink.Left));
        return gradients;
    }

    private static (AveragePool Op, int[] Input) Geometry(Random random, int rank)
    {
        var kernel = Numbers(1, 4);
        var pads = Enumerable.Range(0, 2 * rank).Select(i => random.Next(kernel[i % rank])).ToArray();
        var padding = random.Next(4) switch { 0 => AutoPad.SameUpper, 1 => AutoPad.SameLower, _ => AutoPad.NotSet };
        return (new AveragePool(kernel, Numbers(1, 4), padding == AutoPad.NotSet ? pads : [], Numbers(1, 3), padding), Numbers(7, 10));

        int[] Numbers(int from, int to) => [.. Enumerable.Range(0, rank).Select(_ => random.Next(from, to))];
    }

    private static ModelTensor Numbers(Random random, params int[] dims)
    {
        var tensor = ModelTensor.Zeros(ElementType.Float64, new Shape(dims));
        foreach (ref var value in tensor.Values<double>())
        {
            value = random.NextDouble() * 2 - 1;
        }

        return tensor;
    }

    private static double Dot(ModelTensor a, ModelTensor b) => a.ToDoubles().Zip(b.ToDoubles()).Sum(p => p.First * p.Second);

    private static void Same(double a, double b, string what) => (a - b).ShouldBeInRange(-1e-10, 1e-10, $"{what}: {a} and {b}");

    private static void ForSeeds(Action<Random> test)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            try
            {
                test(new Random(seed));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new ShouldAssertException($"seed {seed}: {e.Message}", e);
            }
        }
    }
}

using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>A convolution whose windows are too many to be written out at once is made slab by slab, and gives the same sums.</summary>
public class ConvolutionSlabTests
{
    private const int Side = 72;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void SlabsGiveTheSumsOfTheirWindows(int stride, int dilation)
    {
        var random = new Random(5);
        var (x, w) = (Numbers(random, 1, 2, Side, Side, Side), Numbers(random, 3, 2, 3, 3, 3));
        var op = new Conv(default, new[] { stride, stride, stride }, new[] { 2, 1, 0, 1, 2, 1 }, new[] { dilation, dilation, dilation });
        var c = new RandomCase(op, [x, w], [true, false], 1);

        var y = c.Run()[0];

        y.Length.ShouldBeGreaterThan((1 << 24) / 54 / 2, "it is large enough for slabs");
        for (var draw = 0; draw < 200; draw++)
        {
            var (unit, i, j, k) = (random.Next(3), random.Next(y.Shape[2]), random.Next(y.Shape[3]), random.Next(y.Shape[4]));
            var sum = 0.0;
            for (var tap = 0; tap < 54; tap++)
            {
                var (channel, a, b, d) = (tap / 27, tap / 9 % 3, tap / 3 % 3, tap % 3);
                var (p, q, r) = (i * stride + a * dilation - 2, j * stride + b * dilation - 1, k * stride + d * dilation);
                if (p is >= 0 and < Side && q is >= 0 and < Side && r is >= 0 and < Side)
                {
                    sum += (double)x.Values<float>()[((channel * Side + p) * Side + q) * Side + r] * w.Values<float>()[unit * 54 + tap];
                }
            }

            ((double)y.Values<float>()[((unit * y.Shape[2] + i) * y.Shape[3] + j) * y.Shape[4] + k]).ShouldBe(sum, 1e-4);
        }
    }

    private static ModelTensor Numbers(Random random, params int[] dims)
    {
        var tensor = ModelTensor.Zeros(ElementType.Float32, new Shape(dims));
        foreach (ref var value in tensor.Values<float>())
        {
            value = (float)random.NextDouble() - 0.5f;
        }

        return tensor;
    }
}

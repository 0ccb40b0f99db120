using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>The drivers against the plainest loops there are, on random shapes.</summary>
public class PlainLoopTests
{
    private const int Seeds = 60;

    [Fact]
    public void BroadcastingPairsTheElementsThatIndicesPair() => ForSeeds(random =>
    {
        var rank = random.Next(1, 5);
        var full = Dims(random, rank);
        var (a, b) = (Shrunk(random, full), Shrunk(random, full));
        var y = Apply.One(new Sub(), a, b);
        var shape = Shape.Broadcast(a.Shape, b.Shape)!;
        y.Shape.ShouldBe(shape);
        foreach (var (i, index) in Indices(shape).Index())
        {
            y.Values<double>()[i].ShouldBe(At(a, index) - At(b, index));
        }
    });

    [Fact]
    public void ReductionsSumWhatTheIndicesLeaveOut() => ForSeeds(random =>
    {
        var x = Numbers(random, Dims(random, random.Next(1, 5)));
        long[] axes = [.. Enumerable.Range(0, x.Shape.Rank).Where(_ => random.Next(2) == 0).Select(a => (long)(random.Next(2) == 0 ? a : a - x.Shape.Rank))];
        if (axes.Length == 0)
        {
            return;
        }

        var y = Apply.One(new ReduceSum(), x, ModelTensor.Vector<long>(axes));
        var sums = new double[y.Length];
        var at = Indices(y.Shape).Index().ToDictionary(p => string.Join(',', p.Item), p => p.Index);
        foreach (var index in Indices(x.Shape))
        {
            var kept = index.Select((v, d) => axes.Any(a => (a < 0 ? a + x.Shape.Rank : a) == d) ? 0 : v);
            sums[at[string.Join(',', kept)]] += At(x, index);
        }

        y.Values<double>().ToArray().Zip(sums).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-12);
    });

    [Fact]
    public void TranspositionPermutesIndices() => ForSeeds(random =>
    {
        var x = Numbers(random, Dims(random, random.Next(1, 5)));
        var perm = Enumerable.Range(0, x.Shape.Rank).ToArray();
        random.Shuffle(perm);
        var y = Apply.One(new Transpose(perm), x);
        foreach (var (i, index) in Indices(y.Shape).Index())
        {
            var from = new int[perm.Length];
            for (var d = 0; d < perm.Length; d++)
            {
                from[perm[d]] = index[d];
            }

            y.Values<double>()[i].ShouldBe(At(x, from));
        }
    });

    [Fact]
    public void ConvolutionMultipliesEveryWindowWithTheWeights() => ForSeeds(random =>
    {
        var (groups, channels, units) = (random.Next(1, 4), random.Next(1, 3), random.Next(1, 4));
        int[] kernel = [random.Next(1, 4), random.Next(1, 4)];
        int[] strides = [random.Next(1, 3), random.Next(1, 3)], dilations = [random.Next(1, 3), random.Next(1, 3)];
        int[] pads = [random.Next(3), random.Next(3), random.Next(3), random.Next(3)];
        var x = Numbers(random, 2, groups * channels, random.Next(5, 8), random.Next(5, 8));
        var w = Numbers(random, groups * units, channels, kernel[0], kernel[1]);
        var bias = Numbers(random, groups * units);
        var y = Apply.One(new Conv(default, strides, pads, dilations, AutoPad.NotSet, groups), x, w, bias);
        foreach (var (i, index) in Indices(y.Shape).Index())
        {
            var sum = At(bias, [index[1]]);
            foreach (var tap in Indices(new Shape(channels, kernel[0], kernel[1])))
            {
                var (row, column) = (index[2] * strides[0] + tap[1] * dilations[0] - pads[0], index[3] * strides[1] + tap[2] * dilations[1] - pads[1]);
                if (row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3])
                {
                    sum += At(x, [index[0], index[1] / units * channels + tap[0], row, column]) * At(w, [index[1], .. tap]);
                }
            }

            y.Values<double>()[i].ShouldBe(sum, 1e-12);
        }
    });

    [Fact]
    public void PoolingLooksAtEveryWindow() => ForSeeds(random =>
    {
        int[] kernel = [random.Next(2, 4), random.Next(2, 4)], strides = [random.Next(1, 3), random.Next(1, 3)];
        int[] pads = [random.Next(2), random.Next(2), random.Next(2), random.Next(2)];
        var x = Numbers(random, 2, 2, random.Next(4, 7), random.Next(4, 7));
        var largest = Apply.All(new MaxPool(kernel, strides, pads, CeilMode: random.Next(2) == 0), 2, x);
        var mean = Apply.One(new AveragePool(kernel, strides, pads, CeilMode: true), x);
        foreach (var (i, index) in Indices(largest[0].Shape).Index())
        {
            var window = Window(index).MaxBy(p => p.Value);
            largest[0].Values<double>()[i].ShouldBe(window.Value);
            largest[1].Values<long>()[i].ShouldBe(window.Place);
        }

        foreach (var (i, index) in Indices(mean.Shape).Index())
        {
            mean.Values<double>()[i].ShouldBe(Window(index).Average(p => p.Value), 1e-12);
        }

        IEnumerable<(double Value, long Place)> Window(int[] index)
        {
            for (var r = index[2] * strides[0] - pads[0]; r < index[2] * strides[0] - pads[0] + kernel[0]; r++)
            {
                for (var c = index[3] * strides[1] - pads[1]; c < index[3] * strides[1] - pads[1] + kernel[1]; c++)
                {
                    if (r >= 0 && r < x.Shape[2] && c >= 0 && c < x.Shape[3])
                    {
                        yield return (At(x, [index[0], index[1], r, c]), (((long)index[0] * 2 + index[1]) * x.Shape[2] + r) * x.Shape[3] + c);
                    }
                }
            }
        }
    });

    [Fact]
    public void PoolingInPassesIsPoolingWindowByWindow() => ForSeeds(random =>
    {
        var rank = random.Next(1, 3);
        int[] Numbers(int from, int to) => [.. Enumerable.Range(0, rank).Select(_ => random.Next(from, to))];
        var (kernel, strides, dilations) = (Numbers(1, 5), Numbers(1, 4), Numbers(1, 3));
        int[] pads = [.. Enumerable.Range(0, 2 * rank).Select(d => random.Next(kernel[d % rank]))];
        var x = PlainLoopTests.Numbers(random, [2, 2, .. Numbers(9, 24)]);
        foreach (ref var value in x.Values<double>())
        {
            value = random.Next(40) switch { 0 => double.NaN, 1 => double.NegativeInfinity, 2 => double.PositiveInfinity, _ => value };
        }

        // With places, windows are looked at one by one.
        var pool = new MaxPool(kernel, strides, pads, dilations, CeilMode: random.Next(2) == 0);
        Apply.One(pool, x).Values<double>().ToArray().ShouldBe(Apply.All(pool, 2, x)[0].Values<double>().ToArray());
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ResizingARowIsResizingAColumn(bool linear)
    {
        // Rows are walked in blocks of 256, columns are not.
        var row = Numbers(new Random(7), 1, 2, 1, 130);
        double[] twice = [.. row.Values<double>().ToArray().SelectMany(v => new[] { v, v })];
        var columns = ModelTensor.Of<double>(new Shape(1, 2, 130, 2), twice);
        var resize = new Resize(Linear: linear);
        var none = ModelTensor.Vector<float>();
        var across = Apply.One(resize, row, none, none, ModelTensor.Vector<long>(1, 2, 1, 600));
        var down = Apply.One(resize, columns, none, none, ModelTensor.Vector<long>(1, 2, 600, 2));
        across.Values<double>().ToArray().SelectMany(v => new[] { v, v }).ShouldBe(down.Values<double>().ToArray());
        across.Values<double>().ToArray().Distinct().Count().ShouldBeGreaterThan(200);
    }

    private static void ForSeeds(Action<Random> check)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            try
            {
                check(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
        }
    }

    private static int[] Dims(Random random, int rank) => [.. Enumerable.Range(0, rank).Select(_ => random.Next(1, 5))];

    private static ModelTensor Shrunk(Random random, int[] dims) =>
        Numbers(random, [.. dims.Skip(random.Next(dims.Length)).Select(d => random.Next(3) == 0 ? 1 : d)]);

    private static ModelTensor Numbers(Random random, params int[] dims)
    {
        var tensor = ModelTensor.Zeros(ElementType.Float64, new Shape(dims));
        foreach (ref var value in tensor.Values<double>())
        {
            value = random.NextDouble() * 2 - 1;
        }

        return tensor;
    }

    private static IEnumerable<int[]> Indices(Shape shape)
    {
        for (var i = 0; i < shape.ElementCount; i++)
        {
            var index = new int[shape.Rank];
            for (int d = shape.Rank - 1, rest = i; d >= 0; rest /= shape[d], d--)
            {
                index[d] = rest % shape[d];
            }

            yield return index;
        }
    }

    /// <summary>The element at an index, which may have more dimensions and lie outside where the tensor is broadcast.</summary>
    private static double At(ModelTensor tensor, int[] index)
    {
        var at = 0;
        for (var d = 0; d < tensor.Shape.Rank; d++)
        {
            at = at * tensor.Shape[d] + Math.Min(index[index.Length - tensor.Shape.Rank + d], tensor.Shape[d] - 1);
        }

        return tensor.Values<double>()[at];
    }
}

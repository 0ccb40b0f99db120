using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Networks;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Tests.Learning;

/// <summary>What theory says of deep networks at their beginning, against networks that are built and run. Seeds are fixed.</summary>
public class SignalTests
{
    [Fact]
    public void HeKeepsTheNormAndTheFourthMomentGrowsAsTheorySays()
    {
        // E‖h‖² = ‖x‖² exactly and E‖h‖⁴/‖x‖⁴ = (1 + 5/n)^L for width n and L layers.
        const int Width = 32;
        const int Layers = 4;
        var input = new float[Width];
        InitializerTests.Draw(input, 1);
        var norm = Square(input);
        var (second, fourth) = (new Sample(), new Sample());
        for (var trial = 0; trial < 2000; trial++)
        {
            var h = input;
            for (var layer = 0; layer < Layers; layer++)
            {
                h = Layer(h, Width, new HeNormal(), (ulong)trial, (uint)layer, rectified: true);
            }

            var ratio = Square(h) / norm;
            second.Add(ratio);
            fourth.Add(ratio * ratio);
        }

        second.ShouldAgreeWith(1);
        fourth.ShouldAgreeWith(Math.Pow(1 + (5.0 / Width), Layers));
    }

    [Fact]
    public void GlorotHalvesTheVarianceAtEveryReluLayer()
    {
        const int Width = 64;
        const int Layers = 6;
        var input = new float[Width];
        InitializerTests.Draw(input, 1);
        var ratio = new Sample();
        for (var trial = 0; trial < 500; trial++)
        {
            var h = input;
            for (var layer = 0; layer < Layers; layer++)
            {
                h = Layer(h, Width, new GlorotNormal(), (ulong)trial, (uint)layer, rectified: true);
            }

            ratio.Add(Square(h) / Square(input));
        }

        ratio.ShouldAgreeWith(Math.Pow(0.5, Layers));
    }

    [Fact]
    public void SeluKeepsMeanZeroAndVarianceOneThroughTwelveLayers()
    {
        // The fixed point holds for infinite width; at width 400 the moments of a layer still wander a little with the weights drawn.
        var samples = ModelTensor.Zeros(ElementType.Float32, new Shape(500, 400));
        InitializerTests.Draw(samples.Values<float>(), 2);
        var network = Network.Input(400);
        for (var layer = 0; layer < 12; layer++)
        {
            network = network.Dense(400).Selu();
        }

        var model = network.Build(1, new(new LecunNormal()));

        for (var layer = 1; layer <= 12; layer++)
        {
            var moments = InitializerTests.Values(model, $"selu{layer}", samples);
            moments.Mean.ShouldBe(0, 0.05, $"mean of layer {layer}");
            moments.Variance.ShouldBe(1, 0.1, $"variance of layer {layer}");
        }
    }

    [Theory]
    [InlineData(3, 5, 0.487091)]
    [InlineData(5, 9, 0.248541)]
    public void ASinglePointIsBornDeadAsOftenAsTheProductSays(int width, int layers, double probability)
    {
        (1 - Math.Pow(1 - Math.Pow(2, -width), layers)).ShouldBe(probability, 1e-6);
        var dead = new Sample();
        for (var trial = 0; trial < 10_000; trial++)
        {
            var h = new float[width];
            InitializerTests.Draw(h, (ulong)trial);
            for (var layer = 0; layer < layers; layer++)
            {
                h = Layer(h, width, new HeNormal(), (ulong)trial, (uint)layer, rectified: true);
            }

            dead.Add(Square(h) == 0 ? 1 : 0);
        }

        dead.ShouldAgreeWith(probability);
    }

    [Theory]
    [InlineData(1, 9, 0.99609375)] // 1 − 2^−8, exactly
    [InlineData(3, 9, 0.578)]
    [InlineData(4, 9, 0.294)]
    [InlineData(5, 9, 0.128)]
    public void AnIntervalIsBornDeadAsOftenAsMeasured(int width, int layers, double probability)
    {
        // Without biases f(c·x) = c·f(x) for c > 0, so an interval around 0 is dead if its two ends are.
        var dead = new Sample();
        for (var trial = 0; trial < 10_000; trial++)
        {
            float[] left = [-1], right = [1];
            for (var layer = 0; layer < layers; layer++)
            {
                left = Layer(left, width, new HeNormal(), (ulong)trial, (uint)layer, rectified: true);
                right = Layer(right, width, new HeNormal(), (ulong)trial, (uint)layer, rectified: true);
            }

            dead.Add(Square(left) + Square(right) == 0 ? 1 : 0);
        }

        // The published numbers are rounded to three digits: half of the last one comes on top of the error.
        Math.Abs(dead.Mean - probability).ShouldBeLessThan((4 * dead.StandardError) + 0.0005, $"{dead.Mean} ± {dead.StandardError} against {probability}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ASingleNeuronIsDeadOnAnIntervalAsOftenAsTheArcTangentSays(double radius)
    {
        var (dead, alwaysOn) = (new Sample(), new Sample());
        var random = new CounterRandom(4, 0, 0);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var (slope, bias) = (random.Normal(2L * trial), random.Normal((2L * trial) + 1));
            dead.Add(bias + (Math.Abs(slope) * radius) <= 0 ? 1 : 0);
            alwaysOn.Add(bias - (Math.Abs(slope) * radius) > 0 ? 1 : 0);
        }

        dead.ShouldAgreeWith(Math.Atan(1 / radius) / Math.PI);
        alwaysOn.ShouldAgreeWith(Math.Atan(1 / radius) / Math.PI);
    }

    [Fact]
    public void RaiSavesNarrowNetworksThatHeLosesAtBirth()
    {
        Dead(new HeNormal()).ShouldBeGreaterThan(0.85);
        Dead(new Rai()).ShouldBeLessThan(0.4);

        // The network of the paper: |x| by 10 layers of width 2. Dead if it gives the same at both ends and in the middle.
        static double Dead(Initializer initializer)
        {
            var dead = 0;
            for (var seed = 0; seed < 400; seed++)
            {
                var network = Network.Input(1);
                for (var layer = 0; layer < 10; layer++)
                {
                    network = network.Dense(2).Relu();
                }

                using var plan = Plan.Compile(network.Build((ulong)seed, new(initializer)));
                var output = ModelTensor.Zeros(ElementType.Float32, new Shape(3, 2));
                plan.Run(3, [ModelTensor.Vector<float>(-1.7f, 0.3f, 1.7f)], [output]);
                var y = output.Values<float>();
                dead += y[..2].SequenceEqual(y[2..4]) && y[..2].SequenceEqual(y[4..]) ? 1 : 0;
            }

            return dead / 400.0;
        }
    }

    private static float[] Layer(float[] h, int width, Initializer initializer, ulong seed, uint stream, bool rectified)
    {
        var weights = new float[width * h.Length];
        initializer.Fill(weights, new InitializerContext(new Shape(width, h.Length), h.Length, width, Math.Sqrt(2), new CounterRandom(seed, stream, 0)));
        var z = new float[width];
        for (var unit = 0; unit < width; unit++)
        {
            for (var i = 0; i < h.Length; i++)
            {
                z[unit] += weights[(unit * h.Length) + i] * h[i];
            }

            z[unit] = rectified ? Math.Max(0, z[unit]) : z[unit];
        }

        return z;
    }

    private static double Square(float[] h) => h.Sum(v => (double)v * v);
}

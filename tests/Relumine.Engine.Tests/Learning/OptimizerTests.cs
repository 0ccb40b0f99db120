using System.Globalization;
using System.Numerics;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Learning;

public sealed class OptimizerTests
{
    private static readonly Dictionary<string, Optimizer> s_cases = new()
    {
        ["Sgd"] = new Sgd(0.1),
        ["SgdDecay"] = new Sgd(0.1, WeightDecay: 0.03),
        ["SgdMomentum"] = new Sgd(0.1, 0.9),
        ["SgdNesterovDecay"] = new Sgd(0.1, 0.8, true, 0.03),
        ["Adam"] = new Adam(0.02),
        ["AdamDecay"] = new Adam(0.02, 0.8, 0.95, 1e-4, 0.03),
        ["AdamW"] = new AdamW(0.02, WeightDecay: 0.1),
        ["RmsProp"] = new RmsProp(0.02),
        ["RmsPropMomentumDecay"] = new RmsProp(0.02, 0.9, 1e-4, 0.7, 0.03),
        ["Adagrad"] = new Adagrad(0.1),
        ["AdagradInitialDecay"] = new Adagrad(0.1, 1e-4, 0.1, 0.03),
        ["Adamax"] = new Adamax(0.02, Epsilon: 1e-37),
        ["AdamaxDecay"] = new Adamax(0.02, 0.8, 0.95, 1e-37, 0.03),
        ["Nadam"] = new Nadam(0.02),
        ["NadamDecay"] = new Nadam(0.02, 0.8, 0.95, 1e-4, 0.03, 0.1),
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    public static TheoryData<string> Names => [.. OptimizerCatalogue.All.Select(o => o.Name)];

    [Fact]
    public void EveryOptimizerIsComparedWithPyTorch() =>
        OptimizerCatalogue.All.Select(o => o.GetType()).ShouldBeSubsetOf(s_cases.Values.Select(o => o.GetType()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void TakesTheStepsOfPyTorch(string name)
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "tests", "Relumine.Engine.Tests", "Learning", "optimizers.csv"))
            .Where(line => line.StartsWith(name + ",", StringComparison.Ordinal))
            .Select(line => Array.ConvertAll(line.Split(',')[1..], field => double.Parse(field, CultureInfo.InvariantCulture)))
            .GroupBy(row => (int)row[0])
            .Select(group => (Gradient: group.Select(row => row[2]).ToArray(), Weights: group.Select(row => row[3]).ToArray()))
            .ToList();
        rows.Count.ShouldBe(7);
        Follow<double>(s_cases[name], rows, 1e-14);
        Follow<float>(s_cases[name], rows, 2e-6);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsItsDefinitionOneWeightAtATime(string name)
    {
        Follow(s_cases[name], name);
        Follow(s_cases[name] with { L1 = 0.02 }, name + " with an L1 penalty");
    }

    private static void Follow(Optimizer optimizer, string name)
    {
        var random = new Random(7);
        const int Count = 100;
        var weights = Numbers(Count, random);
        var scalars = Array.ConvertAll(weights, w => new ScalarOptimizer(optimizer, w));
        var (slot0, slot1) = Slots<double>(optimizer, Count);
        for (var step = 1; step <= 20; step++)
        {
            var gradient = Numbers(Count, random);
            var arguments = new UpdateArguments(optimizer.LearningRate / step, step, GradientScale: 0.7, GradientLimit: 0.25, Decays: step % 2 == 0);
            optimizer.Update<double>(weights, gradient, slot0, slot1, arguments);
            for (var i = 0; i < Count; i++)
            {
                scalars[i].Step(gradient[i], arguments);
                weights[i].ShouldBe(scalars[i].Weight, 1e-13, $"{name}, step {step}, weight {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CuttingTheMemoryChangesNoBit(string name)
    {
        var optimizer = s_cases.Values.Last(o => o.Name == name);
        var random = new Random(8);
        const int Count = 133;
        var (whole, cut) = (Singles(), Singles());
        whole.CopyTo(cut, 0);
        var (slot0, slot1) = Slots<float>(optimizer, Count);
        var (cut0, cut1) = Slots<float>(optimizer, Count);
        for (var step = 1; step <= 3; step++)
        {
            var gradient = Singles();
            var arguments = new UpdateArguments(0.1, step);
            optimizer.Update<float>(whole, gradient, slot0, slot1, arguments);
            for (var (from, length) = (0, 1); from < Count; from += length, length = Math.Min(length + 7, Count - from))
            {
                optimizer.Update(cut.AsSpan(from, length), gradient.AsSpan(from, length), Part(cut0, from, length), Part(cut1, from, length), arguments);
            }

            cut.ShouldBe(whole);
        }

        float[] Singles() => Array.ConvertAll(Numbers(Count, random), x => (float)x);
        static Span<float> Part(float[] slot, int from, int length) => slot.Length == 0 ? slot : slot.AsSpan(from, length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PaddingStaysZero(string name)
    {
        foreach (var optimizer in s_cases.Values.Where(o => o.Name == name))
        {
            var weights = new float[40];
            var (slot0, slot1) = Slots<float>(optimizer, 40);
            optimizer.Update(weights, new float[40], slot0, slot1, new UpdateArguments(optimizer.LearningRate, 1));
            weights.Concat(slot0).Concat(slot1).ShouldAllBe(x => x == 0);
        }
    }

    [Fact]
    public void AnUndefinedGradientReachesTheWeightEvenWhenClipped()
    {
        var weights = new float[] { 1, 1, 1 };
        new Sgd().Update<float>(weights, [float.NaN, float.PositiveInfinity, -3], [], [], new UpdateArguments(0.5, 1, GradientLimit: 2));
        weights.ShouldBe([float.NaN, 0, 2]);
    }

    [Fact]
    public void SaysWhichRateIsOutOfRange()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Sgd(Momentum: 1)).Message.ShouldContain("Momentum must be from 0 to below 1");
        Should.Throw<ArgumentOutOfRangeException>(() => new Sgd(-1)).Message.ShouldContain("LearningRate must be a finite number from 0 on");
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam { Beta2 = double.NaN }).Message.ShouldContain("Beta2");
        Should.Throw<ArgumentOutOfRangeException>(() => new RmsProp(Epsilon: 0)).Message.ShouldContain("Epsilon must be a finite number of at least");
        Should
            .Throw<ArgumentException>(() => new Sgd(Momentum: 0.9).Update<float>(new float[3], new float[3], [], [], new UpdateArguments(1, 1)))
            .Message.ShouldContain("slot0 needs 3 elements");
        Should
            .Throw<ArgumentException>(() => new Sgd().Update<float>(new float[3], new float[2], [], [], new UpdateArguments(1, 1)))
            .Message.ShouldContain("gradient needs 3 elements");
    }

    [Fact]
    public void TheFirstNumberIsTheLearningRate()
    {
        ((Optimizer[])[new Sgd(0.125), new Adam(0.125), new AdamW(0.125), new RmsProp(0.125), new Adagrad(0.125), new Adamax(0.125), new Nadam(0.125)])
            .ShouldAllBe(o => o.LearningRate == 0.125);
        OptimizerCatalogue.All.Select(o => (o.Name, o.LearningRate)).ShouldBe([
            ("adagrad", 0.01), ("adam", 0.001), ("adamW", 0.001), ("adamax", 0.002), ("nadam", 0.002), ("rmsProp", 0.01), ("sgd", 0.01),
        ]);
    }

    [Fact]
    public void AnL1PenaltyPullsWeightsAndLeavesBiasesAndZeros()
    {
        var optimizer = new Sgd(0.5) { L1 = 0.1 };
        var weights = new float[] { 1, -1, 0 };
        optimizer.Update<float>(weights, new float[3], [], [], new UpdateArguments(0.5, 1));
        weights.ShouldBe([0.95f, -0.95f, 0]);
        optimizer.Update<float>(weights, new float[3], [], [], new UpdateArguments(0.5, 1, Decays: false));
        weights.ShouldBe([0.95f, -0.95f, 0]);
        Should.Throw<ArgumentOutOfRangeException>(() => new Adam { L1 = -1 }).Message.ShouldContain("L1");
    }

    [Fact]
    public void NadamOfALateStepNeedsNoHistory()
    {
        // Nothing is left of the product of the momenta after some steps: both factors are those of the limit.
        var (weights, slot0, slot1) = (new double[1], new double[1], new double[1]);
        new Nadam(1).Update<double>(weights, [1], slot0, slot1, new UpdateArguments(1, 1_000_000_000));
        var momentum = 0.9;
        weights[0].ShouldBe(-((1 - momentum) + (momentum * 0.1)) / (Math.Sqrt(0.001) + 1e-8), 1e-6);
    }

    [Fact]
    public void IsFoundByName() => OptimizerCatalogue.Find("ADAMW").ShouldBe(new AdamW());

    private static void Follow<T>(Optimizer optimizer, List<(double[] Gradient, double[] Weights)> rows, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = Array.ConvertAll(rows[0].Weights, T.CreateTruncating);
        var (slot0, slot1) = Slots<T>(optimizer, weights.Length);
        for (var step = 1; step < rows.Count; step++)
        {
            var gradient = Array.ConvertAll(rows[step].Gradient, T.CreateTruncating);
            optimizer.Update<T>(weights, gradient, slot0, slot1, new UpdateArguments(optimizer.LearningRate, step));
            for (var i = 0; i < weights.Length; i++)
            {
                double.CreateTruncating(weights[i]).ShouldBe(rows[step].Weights[i], tolerance, $"{typeof(T).Name}, step {step}, weight {i}");
            }
        }
    }

    private static (T[] Slot0, T[] Slot1) Slots<T>(Optimizer optimizer, int count) =>
        (new T[optimizer.Slots > 0 ? count : 0], new T[optimizer.Slots > 1 ? count : 0]);

    private static double[] Numbers(int count, Random random) => Array.ConvertAll(new double[count], _ => random.NextDouble() * 2 - 1);
}

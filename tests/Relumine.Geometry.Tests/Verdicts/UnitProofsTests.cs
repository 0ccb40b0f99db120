using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Kernels;
using Relumine.Onnx;
using Relumine.Testing;

namespace Relumine.Geometry.Tests.Verdicts;

/// <summary>Proven, refuted, open: bounds against exact enumeration and against samples.</summary>
public class UnitProofsTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private static DenseLayer[] Ladder { get; } = [new([[1, -1], [2, -1]], [0, 0]), new([[1, -1]], [0]), new([[1]], [0])];

    [Fact]
    public void TheLadderOfMethods()
    {
        // relu(x0 − x1) − relu(2·x0 − x1): every method refines the one before.
        var model = PiecewiseLinearModel.Of(Nets.Model(Ladder));
        var box = new InputBox([-1, -2], [2, 1]);

        var intervals = UnitProofs.Bounds(model, box, BoundMethod.Intervals)[1];
        var relaxed = UnitProofs.Bounds(model, box)[1];

        intervals.Low[0].ShouldBe(-6, Tolerance);
        intervals.High[0].ShouldBe(4, Tolerance);
        relaxed.Low[0].ShouldBe(-3, Tolerance);
        relaxed.High[0].ShouldBe(3, Tolerance);
        var optimized = UnitProofs.Bounds(model, box, BoundMethod.OptimizedRelaxation)[1];
        optimized.Low[0].ShouldBe(-3, Tolerance);
        optimized.High[0].ShouldBe(2, 0.01);

        // The largest sum is 1, at (−1, −2): a unit that fires only above 1.01 is dead, and one that fires above 0.99 is not.
        Dead(Shifted(-1.01), box).Verdict.ShouldBe(ProofVerdict.Proven);
        var refuted = Dead(Shifted(-0.99), box);
        refuted.Verdict.ShouldBe(ProofVerdict.Refuted);
        box.Contains([.. refuted.Witness!]).ShouldBeTrue();

        static PiecewiseLinearModel Shifted(double bias) =>
            PiecewiseLinearModel.Of(Nets.Model([Ladder[0], Ladder[1] with { Biases = [bias] }, Ladder[2]]));
    }

    [Fact]
    public void RelaxationKeepsWhatUnitsHaveInCommon()
    {
        // Two equal units, one taken from the other: intervals forget that they are equal.
        var model = PiecewiseLinearModel.Of(Nets.Model([new DenseLayer([[1], [1]], [1, 1]), new DenseLayer([[1, -1]], [-0.5]), new DenseLayer([[1]], [0])]));
        var box = new InputBox(1, -1, 1);

        UnitProofs
            .Bounds(model, box, BoundMethod.Intervals)[1]
            .ShouldSatisfyAllConditions(b => b.Low[0].ShouldBe(-2.5, Tolerance), b => b.High[0].ShouldBe(1.5, Tolerance));
        UnitProofs.Bounds(model, box)[1].ShouldSatisfyAllConditions(b => b.Low[0].ShouldBe(-0.5, Tolerance), b => b.High[0].ShouldBe(-0.5, Tolerance));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void VerdictsOfRandomNetworksAreThoseOfTheirCells(int seed)
    {
        var random = new Random(seed);
        int[] widths = [2, .. Enumerable.Range(0, 1 + (seed % 3)).Select(_ => random.Next(2, 6)), 1];
        var layers = Nets.Random(random, widths, seed % 2 == 0 ? 0.5 : 1.0 / 1024);
        var model = PiecewiseLinearModel.Of(Nets.Model(layers));
        var questions = Questions(model);

        var answers = UnitProofs.Of(model, new InputBox(2, -1, 1), questions, new ProofOptions { Threads = 1, Budget = TimeSpan.FromSeconds(20) });

        foreach (var (question, answer) in questions.Zip(answers))
        {
            var (least, most) = new ExactCells(layers[..(question.Layer + 1)], -1, 1).Extremes(question.Elements[0]);
            Check(question, answer, question.Claim == UnitClaim.Dead ? most : -least, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void VerdictsOnAnIntervalAreThoseOfItsPieces(int seed)
    {
        var random = new Random(seed);
        int[] widths = [1, .. Enumerable.Range(0, 1 + (seed % 3)).Select(_ => random.Next(2, 12)), 1];
        var layers = Nets.Random(random, widths, seed % 2 == 0 ? 0.5 : 1.0 / 1024);
        var model = PiecewiseLinearModel.Of(Nets.Model(layers));
        var questions = Questions(model);

        var answers = UnitProofs.Of(model, new InputBox(1, -1, 1), questions, new ProofOptions { Threads = 1, Budget = TimeSpan.FromSeconds(20) });

        foreach (var (question, answer) in questions.Zip(answers))
        {
            var pieces = Regions.OfInterval(PiecewiseLinearModel.Of(Nets.Model(layers[..(question.Layer + 1)])), -1, 1).Cells();
            var values = pieces.SelectMany(p => new[] { p.Value(question.Elements[0], p.Start), p.Value(question.Elements[0], p.End) }).ToArray();
            Check(question, answer, question.Claim == UnitClaim.Dead ? values.Max() : -values.Min(), seed);
        }
    }

    // All that do not jump.
    public static TheoryData<string> Activations =>
        [.. ActivationCatalogue.All.Where(a => ActivationSegments.Of(a).Segments is not null || Curve.Of(a) is not null).Select(a => a.Card.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void NoSampleLeavesTheBoundsAndRelaxationIsNeverLooser(string activation)
    {
        var random = new Random(5);
        for (var round = 0; round < 12; round++)
        {
            var layers = Nets.Random(random, [3, 7, 6, 5, 2], 1.0 / 1024);
            Check(PiecewiseLinearModel.Of(Nets.Model(layers, activation), new ViewOptions { AllowsCurves = true }), random, $"{activation}, round {round}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SharesOfAWholeAreBoundedToo(bool isLogarithm)
    {
        var random = new Random(6);
        for (var round = 0; round < 12; round++)
        {
            var model = PiecewiseLinearModel.Of(
                Nets.Model(Nets.Random(random, [3, 7, 4, 5], 1.0 / 1024), isLogarithm ? new LogSoftmax() : new Softmax()),
                new ViewOptions { AllowsCurves = true });
            Check(model, random, $"round {round}");
        }
    }

    [Fact]
    public void AUnitBehindASmoothLayerIsProvenAndRefuted()
    {
        // The sum of two sigmoids is below 2 and comes near it.
        foreach (var (bias, verdict) in new[] { (-2.0, ProofVerdict.Proven), (-1.9, ProofVerdict.Refuted) })
        {
            DenseLayer[] layers = [new([[1, 0], [0, 1]], [0, 0]), new([[1, 1]], [bias])];
            var smooth = new Activate(ActivationCatalogue.Find("Sigmoid")!);
            var relu = new Node("relu", new Activate(ActivationCatalogue.Find("Relu")!), new[] { "z1" }, new[] { "y" });
            var nodes = Nets.Model(layers, smooth).Graph.Nodes.Append(relu);
            var weights = Nets.Model(layers, smooth).Weights.ToDictionary();
            var model = PiecewiseLinearModel.Of(Nets.Model(2, 1, "y", nodes, weights), new ViewOptions { AllowsCurves = true });

            var answer = UnitProofs.Of(model, new InputBox(2, -8, 8), [new(1, [0], UnitClaim.Dead)]).Single();

            answer.Verdict.ShouldBe(verdict);
        }
    }

    private static void Check(PiecewiseLinearModel model, Random random, string where)
    {
        var box = new InputBox([-1, 0, -0.5], [0.25, 2, 0.5]);
        var (intervals, relaxed) = (UnitProofs.Bounds(model, box, BoundMethod.Intervals), UnitProofs.Bounds(model, box));
        var optimized = UnitProofs.Bounds(model, box, BoundMethod.OptimizedRelaxation);
        var probe = new PointProbe(model);
        for (var s = 0; s < 300; s++)
        {
            probe.Run([.. box.Low.Select((low, i) => low + ((box.High[i] - low) * (s < 8 ? (s >> i) & 1 : random.NextDouble())))], model.Layers.Count - 1);
            for (var l = 0; l < model.Layers.Count; l++)
            {
                for (var u = 0; u < model.Layers[l].Units; u++)
                {
                    probe.Sums(l)[u].ShouldBeInRange(optimized[l].Low[u], optimized[l].High[u], $"{where}, layer {l}, unit {u}");
                    optimized[l].Low[u].ShouldBeGreaterThanOrEqualTo(relaxed[l].Low[u]);
                    optimized[l].High[u].ShouldBeLessThanOrEqualTo(relaxed[l].High[u]);
                    relaxed[l].Low[u].ShouldBeGreaterThanOrEqualTo(intervals[l].Low[u]);
                    relaxed[l].High[u].ShouldBeLessThanOrEqualTo(intervals[l].High[u]);
                }
            }
        }
    }

    [Fact]
    public void AnswersDoNotDependOnTheNumberOfThreads()
    {
        var model = PiecewiseLinearModel.Of(Nets.Model(Nets.Random(new Random(3), [4, 12, 12, 12, 1], 1.0 / 1024, 1)));
        var questions = Questions(model);

        var (one, three) = (Of(1), Of(3));

        for (var i = 0; i < questions.Length; i++)
        {
            (three[i] with { Witness = null }).ShouldBe(one[i] with { Witness = null });
            (three[i].Witness ?? []).ShouldBe(one[i].Witness ?? []);
        }

        IReadOnlyList<UnitAnswer> Of(int threads) =>
            UnitProofs.Of(model, new InputBox(4, -1, 1), questions, new ProofOptions { Threads = threads, Budget = TimeSpan.FromMinutes(1) });
    }

    [Fact]
    public void AWitnessIsOneOnlyWhereTheModelThatIsRunSaysSo()
    {
        var model = PiecewiseLinearModel.Of(Nets.Model(Ladder));
        var answer = UnitProofs.Of(model, new InputBox(2, -1, 1), [new(0, [0], UnitClaim.Dead)], new ProofOptions
        {
            Confirm = (_, _) => false,
            Budget = TimeSpan.FromSeconds(0.2),
        }).Single();

        (answer.Verdict, answer.Witness).ShouldBe((ProofVerdict.Open, null));
        answer.Excess.ShouldBe(2, Tolerance);
    }

    [SharedFact("models/lindex")]
    public void LindexIsSettledByItsPieces()
    {
        var model = PiecewiseLinearModel.Of(OnnxModel.Load(Directory.EnumerateFiles(Shared.Path("models/lindex"), "*.onnx").Single()));

        var answers = UnitProofs.Of(model, new InputBox(1, 0, 1), Questions(model));

        answers.Zip(Questions(model)).Count(a => a.First.Verdict == ProofVerdict.Proven && a.Second.Claim == UnitClaim.Dead).ShouldBe(255);
        answers.Zip(Questions(model)).Count(a => a.First.Verdict == ProofVerdict.Proven && a.Second.Claim == UnitClaim.AlwaysOn).ShouldBe(50);
        answers.Count(a => a.Verdict == ProofVerdict.Open).ShouldBe(0);
    }

    private static UnitQuestion[] Questions(PiecewiseLinearModel model) =>
    [
        .. model.Layers.Where(l => l.Cuts > 0).SelectMany(l => Enumerable.Range(0, l.Units).SelectMany(u => new UnitQuestion[]
        {
            new(l.Index, [u], UnitClaim.Dead), new(l.Index, [u], UnitClaim.AlwaysOn),
        })),
    ];

    private static UnitAnswer Dead(PiecewiseLinearModel model, InputBox box) => UnitProofs.Of(model, box, [new(1, [0], UnitClaim.Dead)]).Single();

    // At the knot itself, rounding may leave a claim open; off it, there is one answer.
    private static void Check(UnitQuestion question, UnitAnswer answer, double excess, int seed)
    {
        var expected = excess > 1e-6 ? ProofVerdict.Refuted : excess < -Tolerance ? ProofVerdict.Proven : answer.Verdict;
        answer.Verdict.ShouldBe(expected, $"seed {seed}, layer {question.Layer}, unit {question.Elements[0]}, {question.Claim}, excess {excess}");
        if (answer.Verdict != ProofVerdict.Refuted)
        {
            answer.Excess.ShouldBeGreaterThanOrEqualTo(Math.Min(0, excess) - Tolerance);
        }
    }
}

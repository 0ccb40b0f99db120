using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Json;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Doctor.Tests.Audits;

/// <summary>Whole audits of a small network whose units are known: z0 = x0, z1 = x1, z2 = −1, z3 = x0 + 10, then sums as logits.</summary>
public class AuditTests
{
    private static readonly Model s_model = new(
        new ModelGraph(
            "known",
            new([new ValueInfo("x", ElementType.Float32, new Dimension[] { "N", 2 })]),
            new([new ValueInfo("logits", ElementType.Float32, new Dimension[] { "N", 2 })]),
            new([
                new Node("first", new Gemm(), new(["x", "w", "b"]), new(["z"])),
                new Node("relu", new Activate(ActivationCatalogue.Create("Relu")), new(["z"]), new(["a"])),
                new Node("second", new Gemm(), new(["a", "v", ""]), new(["logits"])),
            ])),
        new Dictionary<string, ModelTensor>
        {
            ["w"] = ModelTensor.Of<float>(new Shape(2, 4), 1, 0, 0, 1, 0, 1, 0, 0),
            ["b"] = ModelTensor.Vector<float>(0, 0, -1, 10),
            ["v"] = ModelTensor.Of<float>(new Shape(4, 2), 1, 0, 0, 1, 0, 0, 0, 0),
        })
    { Producer = "hand", Opset = 17 };

    private const int Samples = 10_000;

    [Fact]
    public void FindsWhatIsThere()
    {
        var result = Run(labels: true);

        var layer = result.Layers.ShouldHaveSingleItem();
        layer.Name.ShouldBe("a");
        layer.Activation.ShouldBe("Relu");
        layer.DeadUnits.ShouldBe([2]);
        layer.AlwaysOn.ShouldBe(1);
        layer.FiringCounts.ShouldBe([Samples / 2, Samples / 4, 0, Samples]);
        layer.Samples.ShouldBe(Samples);
        layer.MaxActivation.ShouldBe(11);
        result.Model.ShouldBe(new AuditedModel("known.onnx", "hand", 17, 20));
        result.Data.Complete.ShouldBeTrue();
        result.Data.Samples.ShouldBe(Samples);
        var input = result.Data.Inputs.ShouldHaveSingleItem();
        (input.Name, input.Type, input.Min, input.Max).ShouldBe(("x", "float32", -1, 1));
        input.Mean.ShouldBe(-0.25, 1e-12);
        input.Std.ShouldBe(Math.Sqrt(1 - 0.25 * 0.25), 1e-12);
        result.Findings.Select(f => f.Id).ShouldBe(["always-on-units", "dead-units"]);
    }

    [Fact]
    public void AccuracyComparesTheLargestOutputWithTheLabel()
    {
        // The logits are (max(x0, 0), max(x1, 0)), labels 0, 1, 0, 0: right where x1 does not win, and on a tie the first counts.
        Run(labels: true).Accuracy.ShouldBe(1.0);
        Run().Accuracy.ShouldBeNull();
    }

    [Fact]
    public void FirstSamplesOnlyAndTheirDataOnly()
    {
        var result = Run(new AuditOptions { Samples = 2, Path = "known.onnx" }, labels: true);

        result.Data.Samples.ShouldBe(2);
        result.Data.Complete.ShouldBeTrue();
        result.Layers[0].FiringCounts.ShouldBe([1, 1, 0, 2]);
        result.Data.Inputs[0].Mean.ShouldBe(0.0, 1e-12, "the mean of (1, −1), (−1, 1)");
        result.Findings.First(f => f.Id == "dead-units").Message.ShouldContain("Only 2 samples");
    }

    [Fact]
    public void CancelingKeepsWhatIsFinished()
    {
        using var source = new CancellationTokenSource();
        var progress = new Reports(_ => source.Cancel());

        var result = Run(progress: progress, cancellation: source.Token);

        progress.Seen.Count.ShouldBe(1);
        result.Data.Complete.ShouldBeFalse();
        result.Data.Samples.ShouldBe(progress.Seen[0].Done);
        result.Data.Samples.ShouldBeInRange(1, Samples - 1);
        result.Layers[0].FiringCounts[3].ShouldBe(result.Data.Samples);
        progress.Seen[0].Total.ShouldBe(Samples);
    }

    [Fact]
    public void CanceledBeforeTheFirstBlockIsStillAResult()
    {
        var result = Run(cancellation: new CancellationToken(canceled: true));

        result.Data.Samples.ShouldBe(0);
        result.Findings.ShouldBeEmpty();
        Headline.Of(result).Sentence.ShouldBe("No sample was examined.");
    }

    [Fact]
    public void CountsByClassAddUp()
    {
        var plain = Run(labels: true);
        var byClass = Run(new AuditOptions { ByClass = true, Path = "known.onnx" }, labels: true);

        byClass.Layers[0].FiringCounts.ShouldBe(plain.Layers[0].FiringCounts);
        byClass.Accuracy.ShouldBe(plain.Accuracy);
        byClass.Layers[0].Details.Select(d => d.FiringRateByClass!.ToArray()).ShouldBe([[2 / 3.0, 0], [0, 1], [0, 0], [1, 1]]);
        plain.Layers[0].Details[0].FiringRateByClass.ShouldBeNull();
    }

    [Fact]
    public void WeightsThatAreNotFiniteAreAFindingAndNotAnError()
    {
        var sick = s_model with { Weights = new Dictionary<string, ModelTensor>(s_model.Weights) { ["b"] = ModelTensor.Vector<float>(0, float.NaN, -1, 10) } };

        var result = Run(model: sick);

        result.Findings.Select(f => (f.Id, f.Severity)).ShouldContain(("non-finite-weights", Severity.Critical));
        result.Layers[0].Details.Select(d => d.Verdict).ShouldBe([UnitVerdict.Healthy, UnitVerdict.Invalid, UnitVerdict.Dead, UnitVerdict.AlwaysOn]);
    }

    [Fact]
    public void ThreadsDoNotChangeTheDocument()
    {
        var one = AuditJson.Write(Run(new AuditOptions { Threads = 1 }, labels: true));

        AuditJson.Write(Run(new AuditOptions { Threads = 3 }, labels: true)).ShouldBe(one);
    }

    [Fact]
    public void MemoryDoesNotGrowWithTheSamples()
    {
        Run(labels: true);
        var few = Allocated(20_000);

        var many = Allocated(200_000);

        (many - few).ShouldBeLessThan(64_000, "bytes on the calling thread, for 180,000 samples of 8 bytes and labels of 8 bytes more");
    }

    [Fact]
    public void WrongNamesAreSaidWithTheRightOnes()
    {
        Should
            .Throw<RelumineException>(() => Run(new AuditOptions { Layers = ["relu"] }))
            .Message.ShouldBe("There is no layer 'relu' to examine. The layers are 'a'.");
        Should
            .Throw<RelumineException>(() => Run(new AuditOptions { Output = "y" }, labels: true))
            .Message.ShouldBe("The model has no output 'y'. The outputs are 'logits'.");
        Should.Throw<RelumineException>(() => Run(new AuditOptions { ByClass = true })).Kind.ShouldBe(ErrorKind.InvalidRequest);
    }

    [Fact]
    public void LabelsThatDoNotFitAreSaid()
    {
        var error = Should.Throw<RelumineException>(() => Run(labelOf: s => s == 17 ? 2 : 0));

        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("row 17");
        error.Message.ShouldContain("the label is 2");
    }

    [Theory]
    [InlineData("right", false)]
    [InlineData("swapped", true)]
    [InlineData("none", true)]
    public void DataOfAnOddScaleAreSuspectedUnlessLabelsSayOtherwise(string labels, bool isSuspected)
    {
        // The network names the larger of two numbers, which is right however large they are.
        var random = new Random(5);
        var x = Enumerable.Range(0, 2 * Samples).Select(_ => 4000 * random.NextSingle()).ToArray();
        using var data = Source("x", StoredType.Float32, [Samples, 2], x);
        using var larger = Source("", StoredType.Int64, [Samples], Enumerable.Range(0, Samples)
            .Select(s => (x[2 * s] > x[(2 * s) + 1]) == (labels == "right") ? 0L : 1L).ToArray());

        var result = Audit.Run(s_model, [data], labels == "none" ? null : larger, new AuditOptions { Threads = 1 });

        result.Findings.Any(f => f.Id == "data-scale").ShouldBe(isSuspected);
        Headline.Of(result).Sentence.Contains("scaled", StringComparison.Ordinal).ShouldBe(isSuspected);
    }

    private static long Allocated(int samples)
    {
        using var data = Source("x", StoredType.Float32, [samples, 2], new float[samples * 2]);
        using var labels = Source("", StoredType.Int64, [samples], new long[samples]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Audit.Run(s_model, [data], labels, new AuditOptions { Threads = 1 });
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static AuditResult Run(
        AuditOptions? options = null,
        bool labels = false,
        Func<int, int>? labelOf = null,
        Model? model = null,
        IProgress<AuditProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        // Four kinds of sample in turn; x0 > 0 in the first and third, x1 > 0 in the second.
        (float, float)[] kinds = [(1, -1), (-1, 1), (1, -1), (-1, -1)];
        using var data = Source(
            "x",
            StoredType.Float32,
            [Samples, 2],
            Enumerable.Range(0, Samples).SelectMany(s => (float[])[kinds[s % 4].Item1, kinds[s % 4].Item2]).ToArray()
        );
        labelOf ??= labels ? s => s % 4 == 1 ? 1 : 0 : null;
        using var expected = labelOf is null
            ? null
            : Source("", StoredType.Int64, [Samples], Enumerable.Range(0, Samples).Select(s => (long)labelOf(s)).ToArray());
        return Audit.Run(model ?? s_model, [data], expected, options ?? new AuditOptions { Path = "known.onnx" }, progress, cancellation);
    }

    private static DataSource Source<T>(string name, StoredType type, long[] dims, T[] values) where T : unmanaged =>
        DataSource.OfMemory(name, type, dims, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), "memory");

    private sealed class Reports(Action<AuditProgress> then) : IProgress<AuditProgress>
    {
        public List<AuditProgress> Seen { get; } = [];

        public void Report(AuditProgress value)
        {
            Seen.Add(value);
            then(value);
        }
    }
}

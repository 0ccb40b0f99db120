using System.Diagnostics.Metrics;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;
using Relumine.Doctor.Watch;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Doctor.Tests.Watch;

/// <summary>How a training loop that is not ours is watched.</summary>
public class TrainingWatchTests
{
    private static readonly Activation Relu = ActivationCatalogue.Find("Relu")!;

    [Fact]
    public void NothingIsTakenInOnceTheWatchIsDisposedOf()
    {
        var watch = new TrainingWatch(window: 2);
        var layer = watch.Layer("hidden", Relu, 1);
        layer.ObservePreActivations<float>([1, -1], 2);
        watch.EndStep();
        watch.Dispose();

        Action[] late =
        [
            () => layer.ObservePreActivations<float>([1, -1], 2), () => layer.ObservePreActivations<double>([1, -1], 2),
            () => layer.ObserveActivations<float>([1, 0], 2), () => layer.Observe<float>([1, -1], [1, 0], 2), () => layer.ObserveGradients<float>([1]),
            () => watch.Layer("second", Relu, 1), () => watch.EndStep(), () => watch.Examine(),
        ];
        foreach (var call in late)
        {
            Should.Throw<ObjectDisposedException>(call);
        }

        layer.SamplesInWindow.ShouldBe(0);
        layer.Latest!.DeadUnits.ShouldBeEmpty("what was found stays");
        watch.Dispose();
    }

    [Fact]
    public void BornDeadAndKilledUnitsAreToldApartInALoopOfOnesOwn()
    {
        // Unit 0 never fires; unit 1 stops firing in the second window; unit 2 fires on and on.
        using var watch = new TrainingWatch(window: 100);
        var layer = watch.Layer("hidden", Relu, 3);
        for (var step = 0; step < 20; step++)
        {
            var z = new float[10 * 3];
            for (var s = 0; s < 10; s++)
            {
                (z[s * 3], z[(s * 3) + 1], z[(s * 3) + 2]) = (-1, step < 10 ? 1 : -1, s % 2 == 0 ? 1 : -1);
            }

            layer.ObservePreActivations<float>(z, 10);
            watch.EndStep();
        }

        layer.Latest!.DeadUnits.ShouldBe([0, 1]);
        layer.BornDead.ShouldBe([0]);
        layer.Killed.ShouldBe([1]);
        layer.LastFired.ShouldBe([0, 10, 20]);
    }

    [Fact]
    public void FindingsAreToldOnceAndAgainWhenTheyGetWorse()
    {
        using var watch = new TrainingWatch(window: 2048);
        var layer = watch.Layer("hidden", Relu, 4);
        var told = new List<string>();
        foreach (var dead in new[] { 2, 2, 4, 4 })
        {
            layer.ObservePreActivations<double>(Batch(2048, 4, dead), 2048);
            told.Add(string.Join(",", watch.EndStep().Select(f => f.Id)));
        }

        told[0].ShouldContain("dead-units");
        told[1].ShouldBe("");
        told[2].ShouldContain("collapsed-layer");
        told[3].ShouldBe("");
        watch.Findings.ShouldContain(f => f.Id == "collapsed-layer" && f.Severity == Severity.Critical);
    }

    [Fact]
    public void ALossThatIsNotFiniteIsAFindingAtOnceAndToldWhenItBegins()
    {
        using var watch = new TrainingWatch();
        watch.Layer("hidden", Relu, 4);

        watch.EndStep(0.5).ShouldBeEmpty();
        watch.EndStep().ShouldBeEmpty();
        var finding = watch.EndStep(double.NaN).ShouldHaveSingleItem();
        finding.Id.ShouldBe("diverged-training");
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Message.ShouldStartWith("The loss of step 3 is NaN");
        finding.Evidence["step"].ShouldBe(3);
        watch.Findings.ShouldContain(finding);
        watch.EndStep(double.NaN).ShouldBeEmpty();
        watch.EndStep(0.5).ShouldBeEmpty();
        watch.EndStep(double.PositiveInfinity).ShouldHaveSingleItem().Message.ShouldContain("is infinite");
    }

    [Fact]
    public void TheBoundCountsRowsThatComeAgainOnceAndIsNotGivenWhereTheyAreNotKnown()
    {
        Finding Dead(long? distinct)
        {
            using var watch = new TrainingWatch(2048, distinct: distinct);
            watch.Layer("hidden", Relu, 4).ObservePreActivations<double>(Batch(2048, 4, 2), 2048);
            return watch.EndStep().Single(f => f.Id == "dead-units");
        }

        Dead(null).Message.ShouldNotContain("95 % confidence");
        double.IsNaN(Dead(null).Evidence["firingRateBound95"]).ShouldBeTrue();
        Dead(8).Evidence["firingRateBound95"].ShouldBe(Thresholds.FiringRateBound(8));
        Dead(8).Message.ShouldContain("Only 8 different samples");
        Dead(100_000).Evidence["firingRateBound95"].ShouldBe(Thresholds.FiringRateBound(2048));
    }

    [Fact]
    public void ALayerIsExaminedThoughNobodyHandsOverTheFirst()
    {
        using var watch = new TrainingWatch(window: 2048);
        watch.Layer("forgotten", Relu, 4);
        watch.Layer("hidden", Relu, 4).ObservePreActivations<double>(Batch(2048, 4, 2), 2048);
        watch.EndStep().ShouldContain(f => f.Id == "dead-units" && f.Layer == "hidden");
    }

    [Fact]
    public void MetricsArePublishedByLayer()
    {
        using var watch = new TrainingWatch(window: 64);
        var layer = watch.Layer("metrics", Relu, 4);
        layer.ObservePreActivations<double>(Batch(64, 4, 3), 64);
        layer.ObserveGradients<double>([3, 4, 0, 0]);
        watch.EndStep(0.25);

        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "Relumine")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            // Other tests may be watching at the same time; the layer's name is ours alone.
            if (tags.Length > 0 && Equals(tags[0].Value, "metrics"))
            {
                seen[instrument.Name] = value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        seen["relumine.dead_units"].ShouldBe(3);
        seen["relumine.units"].ShouldBe(4);
        seen["relumine.gradient_rms"].ShouldBe(2.5);
    }

    [Fact]
    public void ActivationsStandForPreActivationsOnlyWhereTheyTellTheSign()
    {
        using var watch = new TrainingWatch(window: 4);
        var relu = watch.Layer("relu", Relu, 2);
        relu.ObserveActivations<float>([0, 1, 0, 0, 0, 2, 0, 0], 4);
        watch.EndStep();
        relu.Latest!.DeadUnits.ShouldBe([0]);
        var sigmoid = watch.Layer("sigmoid", ActivationCatalogue.Find("Sigmoid")!, 2);
        Should.Throw<InvalidOperationException>(() => sigmoid.ObserveActivations<float>([0, 0], 1)).Message.ShouldContain("ObservePreActivations");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AStepOfTrainingAndWatchingItAllocateNothingBetweenExaminations(int threads)
    {
        const int Batch = 32, Width = 40;
        using var watch = new TrainingWatch(window: int.MaxValue);
        var layers = new[] { watch.Layer("first", Relu, Width), watch.Layer("second", Relu, Width) };
        using var plan = TrainingPlan.Compile(
            Network.Input(20).Dense(Width).Relu().Dense(Width).Relu().Dense(10).Build(),
            new TrainingPlanOptions
            {
                Loss = new SoftmaxCrossEntropy(),
                Batch = Batch,
                Threads = threads,
            }
        );
        var (inputs, labels, optimizer) = (new[] { ModelTensor.Zeros(ElementType.Float32, new Shape(Batch, 20)) }, new int[Batch], new Sgd(Momentum: 0.9));
        var random = new Random(3);
        var z = Array.ConvertAll(new float[Batch * Width], _ => random.NextSingle() - 0.5f);
        var doubles = Array.ConvertAll(z, v => (double)v);
        var step = 0L;
        void Step()
        {
            var loss = plan.Learn(Batch, inputs, Targets.OfLabels(labels), ++step, optimizer, 0.01);
            foreach (var layer in layers)
            {
                layer.ObservePreActivations<float>(z, Batch);
                layer.ObserveActivations<double>(doubles, Batch);
                layer.Observe<float>(z, z, Batch);
                layer.ObserveGradients<float>(z);
            }

            watch.EndStep(loss);
        }

        Step();
        Step();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            Step();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    // Units that fire once in a while by far less than the others: what |f(z)| says, and |z| does not.
    [Fact]
    public void PreActivationsAreJudgedByWhatTheActivationMakesOfThem()
    {
        using var watch = new TrainingWatch(window: 2048);
        var layer = watch.Layer("hidden", Relu, 4);
        for (var step = 0; step < 64; step++)
        {
            layer.ObservePreActivations<float>(
                Enumerable.Range(0, 32 * 4).Select(i => i % 4 == 0 ? (i % 8 == 0 ? 1e-3f : -2) : ((i * 37) % 13) - 5f).ToArray(),
                32
            );
            watch.EndStep();
        }

        layer.Latest!.Dormant.ShouldBe(1);
        layer.Latest.Details[0].Verdict.ShouldBe(UnitVerdict.Dormant);
    }

    private static double[] Batch(int samples, int units, int dead)
    {
        var random = new Random(7);
        var z = new double[samples * units];
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = i % units < dead ? -1 - random.NextDouble() : (random.NextDouble() * 2) - 1;
        }

        return z;
    }
}

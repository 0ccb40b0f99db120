using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Program;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Models;

namespace Relumine.Engine.Tests.Training;

/// <summary>Certificates name the fatal step, checked against a run that was watched at every step.</summary>
public class DeathCertificateTests
{
    private static readonly TrainerOptions Options = new() { Loss = new SoftmaxCrossEntropy(), Optimizer = new Sgd(3), Batch = 32, Epochs = 1, Seed = 4 };

    [Fact]
    public void TheFatalStepIsTheOneAfterWhichNoSampleMakesTheUnitFire()
    {
        var (model, data) = (Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1000, seed: 1)));
        using var trainer = new Trainer(model, data, null, Options);
        foreach (var _ in trainer.Steps())
        {
        }

        var weights = trainer.ToModel().Weights;
        var certificates = trainer.EstablishDeaths(examined: 1000);
        certificates.Count.ShouldBeGreaterThan(30);
        certificates.Select(c => (c.Layer, c.Unit)).Distinct().Count().ShouldBe(certificates.Count);
        certificates.Select(c => c.Step).ShouldBeInOrder();
        certificates.ShouldAllBe(c => c.Exact);
        foreach (var (name, tensor) in trainer.ToModel().Weights)
        {
            tensor.Bytes.SequenceEqual(weights[name].Bytes).ShouldBeTrue("the replay must leave the trainer where it stood");
        }

        // The same run, stopped around each fatal step and looked at by the inference plan.
        foreach (var certificate in certificates.Where((_, i) => i % 4 == 0))
        {
            certificate.LargestBefore.ShouldBe(Largest(model, data, certificate, certificate.Step - 1), 1e-3, certificate.ToString());
            certificate.LargestAfter.ShouldBe(Largest(model, data, certificate, certificate.Step), 1e-3, certificate.ToString());
            certificate.LargestBefore.ShouldBeGreaterThan(0);
            certificate.LargestAfter.ShouldBeLessThanOrEqualTo(0);
            (certificate.Epoch, certificate.Batch).ShouldBe((1, (int)certificate.Step));
        }

        // A unit whose own gradient is 0 in that batch is killed by the layers in front of it.
        certificates.Count(c => c.ByItsOwnUpdate).ShouldBeGreaterThan(certificates.Count / 2);
        certificates.ShouldAllBe(c => c.ByItsOwnUpdate || c.Layer == "a1");
    }

    [Fact]
    public void DeathsBeforeAStateThatWasTakenOverAreKnownByTheirLastFiringOnly()
    {
        var (model, data) = (Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1000, seed: 1)));
        using var whole = new Trainer(model, data, null, Options);
        TrainingState? middle = null;
        foreach (var step in whole.Steps())
        {
            middle = step.Number == 8 ? whole.Snapshot() : middle;
        }

        using var resumed = new Trainer(model, data, null, Options);
        resumed.Restore(middle!);
        foreach (var _ in resumed.Steps())
        {
        }

        var (all, known) = (whole.EstablishDeaths(), resumed.EstablishDeaths());
        known.Select(c => (c.Layer, c.Unit)).Order().ShouldBe(all.Select(c => (c.Layer, c.Unit)).Order());
        known.Count(c => c.Exact).ShouldBeInRange(1, known.Count - 1);
        foreach (var certificate in known)
        {
            var own = all.Single(c => (c.Layer, c.Unit) == (certificate.Layer, certificate.Unit));
            if (certificate.Exact)
            {
                certificate.ShouldBe(own);
            }
            else
            {
                own.Step.ShouldBeGreaterThanOrEqualTo(certificate.Step);
                (double.IsNaN(certificate.LargestBefore), certificate.ToString()).ShouldBe((true, certificate.ToString()));
                certificate.ToString().ShouldContain("fired last");
            }
        }
    }

    [Fact]
    public void ASingleSampleThatKillsIsNamed()
    {
        // Features around 3, and one sample in 400 with 1000 for all of them: what it pushes down, no other sample lifts.
        var blobs = Dataset.Of(new Blobs(400, seed: 1));
        foreach (ref var feature in blobs.Features.Values<float>())
        {
            feature = 3 + (feature / 4);
        }

        blobs.Features.Values<float>().Slice(123 * 20, 20).Fill(1000);
        using var trainer = new Trainer(Networks.Mlp(1, 20, 32, 10), blobs, null, Options with { Optimizer = new Sgd(0.015) });
        foreach (var _ in trainer.Steps())
        {
        }

        var certificates = trainer.EstablishDeaths(examined: 400);
        certificates.Count.ShouldBeGreaterThan(0);

        // Later deaths are its consequences: the weights that it has left behind make large gradients of any sample.
        var first = certificates.Where(c => c.Step == certificates.Min(d => d.Step)).ToArray();
        first.ShouldAllBe(c => c.DominantSample == 123);
    }

    [Fact]
    public void TheCertificateOfOneUnitIsTheOneAmongAll()
    {
        using var trainer = new Trainer(Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1000, seed: 1)), null, Options);
        foreach (var _ in trainer.Steps())
        {
        }

        var all = trainer.EstablishDeaths();
        all.Count.ShouldBeGreaterThan(0);
        trainer.EstablishDeath(all[^1].Layer, all[^1].Unit).ShouldBe(all[^1]);
        var other = Enumerable.Range(0, 64).First(u => all.All(c => c.Layer != all[0].Layer || c.Unit != u));
        trainer.EstablishDeath(all[0].Layer, other).ShouldBeNull("who is alive, or was born dead, has no certificate");
    }

    private static double Largest(Model model, Dataset data, DeathCertificate certificate, long steps)
    {
        using var trainer = new Trainer(model, data, null, Options);
        foreach (var step in trainer.Steps())
        {
            if (step.Number >= steps)
            {
                break;
            }
        }

        using var plan = Plan.Compile(trainer.ToModel(), new PlanOptions { Observe = Observation.Full });
        plan.Run(data.Samples, [data.Features], [null]);
        return plan.Layers.Single(l => l.Name == certificate.Layer).Statistics.Maximum[certificate.Unit];
    }
}

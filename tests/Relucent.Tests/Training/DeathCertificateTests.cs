using Relucent.Data;
using Relucent.Learning;

namespace Relucent.Tests.Training;

/// <summary>Certificates name the fatal step, checked against a run that was watched at every step.</summary>
public class DeathCertificateTests
{
    private static readonly TrainerOptions Options = new() { Loss = new SoftmaxCrossEntropy(), Optimizer = new Sgd { LearningRate = 3 }, Batch = 32, Epochs = 1, Seed = 4 };

    [Fact]
    public void The_fatal_step_is_the_one_after_which_no_sample_makes_the_unit_fire()
    {
        var (model, data) = (Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1000, seed: 1)));
        using var trainer = new Trainer(model, data, null, Options);
        foreach (var _ in trainer.Steps())
        {
        }

        var weights = trainer.ToModel().Weights;
        var certificates = trainer.EstablishDeaths(most: 12, examined: 1000);
        certificates.Count.ShouldBeGreaterThan(3);
        foreach (var (name, tensor) in trainer.ToModel().Weights)
        {
            tensor.Bytes.SequenceEqual(weights[name].Bytes).ShouldBeTrue("the replay must leave the trainer where it stood");
        }

        // The same run, stopped around each fatal step and looked at by the inference plan.
        foreach (var certificate in certificates)
        {
            certificate.LargestBefore.ShouldBe(Largest(model, data, certificate, certificate.Step - 1), 1e-3, certificate.ToString());
            certificate.LargestAfter.ShouldBe(Largest(model, data, certificate, certificate.Step), 1e-3, certificate.ToString());
            certificate.LargestBefore.ShouldBeGreaterThan(0);
            certificate.LargestAfter.ShouldBeLessThanOrEqualTo(0);
            certificate.UpdateNorm.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void A_single_sample_that_kills_is_named()
    {
        // Features around 3, and one sample in 400 with 1000 for all of them: what it pushes down, no other sample lifts.
        var blobs = Dataset.Of(new Blobs(400, seed: 1));
        foreach (ref var feature in blobs.Features.Values<float>())
        {
            feature = 3 + (feature / 4);
        }

        blobs.Features.Values<float>().Slice(123 * 20, 20).Fill(1000);
        using var trainer = new Trainer(Networks.Mlp(1, 20, 32, 10), blobs, null, Options with { Optimizer = new Sgd { LearningRate = 0.015 } });
        foreach (var _ in trainer.Steps())
        {
        }

        var certificates = trainer.EstablishDeaths(most: 40, examined: 400);
        certificates.Count.ShouldBeGreaterThan(0);

        // Later deaths are its consequences: the weights that it has left behind make large gradients of any sample.
        var first = certificates.Where(c => c.Step == certificates.Min(d => d.Step)).ToArray();
        first.ShouldAllBe(c => c.DominantSample == 123);
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

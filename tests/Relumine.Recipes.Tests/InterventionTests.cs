using Relumine.Data.Tests;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Kernels;
using Relumine.Recipes.Interventions;
using Relumine.Recipes.Layers;
using Relumine.Recipes.Runs;

namespace Relumine.Recipes.Tests;

/// <summary>What is done between steps: a recipe that says it gives the bits of the run to which it was done by hand.</summary>
public sealed class InterventionTests : IDisposable
{
    // Many units are born dead, and a rate at which more of them die.
    private const string Sick = """
        { "data": { "blobs": { "samples": 200, "features": 4, "classes": 3 }, "validation": 0.2 },
          "model": [ { "dense": 16, "bias": -2 }, "relu", { "dense": 16 }, "relu", { "dense": 3 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "OPTIMIZER": { "lr": 0.05 } }, "batch": 16, "epochs": 5, "seed": 4 }
        """;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void WhatWasDoneByHandIsReproducedByTheRecipeBitForBit(string optimizer)
    {
        using var byHand = TrainingRun.Prepare(Recipe.Parse(Sick.Replace("OPTIMIZER", optimizer)));
        var revived = 0;
        foreach (var step in byHand.Steps())
        {
            revived += step.Number switch
            {
                7 => byHand.Intervene(new RateIntervention(7, 0.01)),
                12 => byHand.Intervene(new RevivalIntervention(12)),
                20 => byHand.Intervene(new ActivationIntervention(20, 1, new ActivationLayer(ActivationCatalogue.Create("LeakyRelu", 0.2)))),
                31 => byHand.Intervene(new RevivalIntervention(31, 3, new[] { 2, 5 })) + byHand.Intervene(new RateIntervention(31, 0.02)),
                _ => 0,
            };
        }

        using var again = TrainingRun.Prepare(Recipe.Parse(byHand.Recipe.ToJson()));
        again.Finish();
        using var untouched = TrainingRun.Prepare(Recipe.Parse(Sick.Replace("OPTIMIZER", optimizer)));
        untouched.Finish();

        revived.ShouldBeGreaterThan(3, "some were born dead, and two were named");
        byHand.Recipe.Interventions.Count.ShouldBe(5);
        Bits(again).ShouldBe(Bits(byHand));
        Bits(again).ShouldNotBe(Bits(untouched));
        again.Trainer.History.Select(r => r.Loss).ShouldBe(byHand.Trainer.History.Select(r => r.Loss));
        again.Trainer.Layers[0].Layer.Operator.ShouldBe("LeakyRelu");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(33)]
    public void ARunThatIsResumedBetweenThemEndsWithTheSameBits(int stop)
    {
        var recipe = Recipe.Parse(Sick.Replace("OPTIMIZER", "adam")) with
        {
            Interventions = new Intervention[]
            {
                new RateIntervention(5, 0.01), new RevivalIntervention(12),
                new ActivationIntervention(20, null, new ActivationLayer(ActivationCatalogue.Create("Elu"))),
            },
        };
        using var whole = TrainingRun.Prepare(recipe);
        whole.Finish();
        var checkpoint = Path.Combine(_scratch.Folder, "checkpoint");
        using (var first = TrainingRun.Prepare(recipe))
        {
            _ = first.Steps().First(s => s.Number == stop);
            first.WriteCheckpoint(checkpoint);
        }

        using var second = TrainingRun.Prepare(recipe);
        second.ReadCheckpoint(checkpoint);
        second.Finish();

        Bits(second).ShouldBe(Bits(whole));
    }

    [Fact]
    public void ATwinThatIsLeftAloneEndsAsIfNothingHadBeenDone()
    {
        using var treated = TrainingRun.Prepare(Recipe.Parse(Sick.Replace("OPTIMIZER", "adam")));
        TrainingRun? twin = null;
        foreach (var step in treated.Steps())
        {
            if (step.Number == 9)
            {
                twin = treated.Fork(treated.Trainer.Snapshot());
                treated.Intervene(new RateIntervention(9, 1));
            }
        }

        twin!.Finish();
        using var alone = TrainingRun.Prepare(Recipe.Parse(Sick.Replace("OPTIMIZER", "adam")));
        alone.Finish();

        Bits(twin).ShouldBe(Bits(alone));
        Bits(twin).ShouldNotBe(Bits(treated));
        twin.Dispose();
    }

    [Fact]
    public void ALookLeavesNoTrace()
    {
        using var looked = TrainingRun.Prepare(Recipe.Parse(Sick.Replace("OPTIMIZER", "sgd")));
        foreach (var _ in looked.Steps())
        {
            looked.Trainer.MeasureNext();
            looked.Trainer.Look(64);
        }

        using var alone = TrainingRun.Prepare(Recipe.Parse(Sick.Replace("OPTIMIZER", "sgd")));
        alone.Finish();

        Bits(looked).ShouldBe(Bits(alone));
        looked.Trainer.History[^1].Parameters.ShouldBe(alone.Trainer.History[^1].Parameters);
        looked.Trainer.Glanced!.GradientRms.ShouldAllBe(g => double.IsFinite(g));
    }

    [Fact]
    public void ARevivedNetworkComputesTheSame()
    {
        using var run = TrainingRun.Prepare(Recipe.Parse(Sick.Replace("OPTIMIZER", "sgd")));
        _ = run.Steps().First(s => s.Number == 12);
        var before = run.Trainer.Evaluate(run.Data.Training);

        run.Intervene(new RevivalIntervention(12)).ShouldBeGreaterThan(0);

        run.Trainer.Evaluate(run.Data.Training).ShouldBe(before);
    }

    [Theory]
    [InlineData("""[ { "after": 1 } ]""", "$.interventions[0] does not say one thing to do. Give 'rate', 'revive' or 'activation'")]
    [InlineData("""[ { "after": 1, "rate": -1 } ]""", "$.interventions[0].rate must be a finite number of at least 0, but is -1.")]
    [InlineData("""[ { "after": 3, "rate": 1 }, { "after": 2, "rate": 1 } ]""", "$.interventions[1] is done after step 2, before the one in front of it.")]
    [InlineData(
        """[ { "after": 1, "revive": true, "layer": 0 } ]""",
        "$.interventions[0].layer is dense; give the index in $.model of a layer of activations."
    )]
    [InlineData("""[ { "after": 1, "revive": [1] } ]""", "$.interventions[0].revive names units.")]
    [InlineData("""[ { "after": 1, "activation": "relo" } ]""", "$.interventions[0].activation names no layer: 'relo' is not known. Did you mean 'relu'?")]
    [InlineData("""[ { "after": 1, "activation": { "dense": 3 } } ]""", "$.interventions[0].activation is no activation of the catalogue")]
    public void MistakesAreNamedByTheirPlace(string interventions, string message) =>
        Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With("interventions", interventions))).Message.ShouldContain(message);

    [Fact]
    public void UnitsThatAreNotThereAreNamedWhenTheRunGetsThere()
    {
        var recipe = Recipe.Parse(Texts.With("interventions", """[ { "after": 1, "revive": [64], "layer": 1 } ]"""));
        using var run = TrainingRun.Prepare(recipe);
        Should.Throw<RelumineException>(() => run.Finish()).Message.ShouldContain("layer 1 has 64 units, counted from 0");
    }

    private static byte[] Bits(TrainingRun run) => [.. Tensors(run.Trainer.ToModel())];

    private static IEnumerable<byte> Tensors(Model model) =>
        model.Weights.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => w.Value.Bytes.ToArray());
}

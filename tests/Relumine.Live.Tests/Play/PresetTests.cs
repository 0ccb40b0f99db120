using Relumine.Graph.Errors;
using Relumine.Live.Play;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Tests.Play;

/// <summary>Every lesson shows what its sentence says, and the playground takes nothing that it should not.</summary>
public class PresetTests
{
    public static TheoryData<string> Ids => [.. PresetCatalogue.All.Select(p => p.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ALessonIsTakenAndLearns(string id)
    {
        var recipe = PresetCatalogue.Find(id).Recipe;
        PlayLimits.Check(recipe);

        using var run = TrainingRun.Prepare(recipe);

        run.Steps().Take(30).Count().ShouldBe(30);
        run.Data.Training.SampleShape.ElementCount.ShouldBe(2, "the plane is shown");
    }

    [Theory]
    [InlineData("first", 0.0, 0.3)]
    [InlineData("dying", 0.4, 1.0)]
    [InlineData("born-dead", 0.5, 1.0)]
    [InlineData("remedies", 0.3, 1.0)]
    [InlineData("reading", 0.05, 0.6)]
    public void UnitsDieAsTheSentenceSays(string id, double least, double most)
    {
        using var watched = new WatchedRun(TrainingRun.Prepare(PresetCatalogue.Find(id).Recipe));
        for (var i = 0; i < 100; i++)
        {
            watched.Advance(default);
        }

        watched.Examine(out _);

        (watched.Dead / (double)watched.Trainer.Layers.Sum(l => l.Layer.Units)).ShouldBeInRange(least, most);
    }

    [Fact]
    public void TheSignalShrinksOrGrowsAsTheSentencesSay()
    {
        Spread("too-small").ShouldBeLessThan(0.01);
        Spread("too-large").ShouldBeGreaterThan(100);
        Gradient("vanishing").ShouldBeLessThan(0.01);
        Gradient("folding").ShouldBeGreaterThan(0.05);

        static double Spread(string id)
        {
            using var run = TrainingRun.Prepare(PresetCatalogue.Find(id).Recipe);
            run.Trainer.Begin();
            var layers = run.Trainer.History[0].Layers;
            return layers[^1].StdPreActivation / layers[0].StdPreActivation;
        }

        static double Gradient(string id)
        {
            using var run = TrainingRun.Prepare(PresetCatalogue.Find(id).Recipe);
            run.Trainer.Begin();
            var layers = run.Trainer.History[0].Layers;
            return layers[0].GradientRms / layers[^1].GradientRms;
        }
    }

    [Fact]
    public void WithLambdaOneTheZerosLearn()
    {
        Dead(0).ShouldBe(16);
        Dead(1).ShouldBeLessThan(16);

        static int Dead(double lambda)
        {
            var recipe = PresetCatalogue.Find("kink").Recipe with { Kink = new(lambda) };
            using var run = TrainingRun.Prepare(recipe);
            _ = run.Steps().First(s => s.Epoch == 10 && s.EndsEpoch);
            return run.Trainer.History[^1].Layers[1].Dead!.Value;
        }
    }

    [Theory]
    [InlineData("""{ "csv": { "path": "/etc/passwd" } }""", """[ { "dense": 1 } ]""", "The playground makes its data")]
    [InlineData("""{ "spiral": { "samples": 100000000 } }""", """[ { "dense": 1 } ]""", "at most 5000 samples")]
    [InlineData("""{ "blobs": { "features": 100000000 } }""", """[ { "dense": 1 } ]""", "at most 64 numbers a sample")]
    [InlineData("""{ "spiral": {} }""", """[ { "dense": 100000 }, "relu", { "dense": 1 } ]""", "with at most 512 units")]
    [InlineData("""{ "spiral": {} }""", """[ { "residual": [ { "dense": 4000000 } ] }, { "dense": 1 } ]""", "one behind the other")]
    public void WhatReadsFilesOrTakesTheMachineIsRefused(string data, string model, string message) =>
        Should.Throw<RelumineException>(() => PlayLimits.Check(Recipe.Parse($$"""{ "data": {{data}}, "model": {{model}}, "loss": "binaryCrossEntropy" }""")))
            .Message.ShouldContain(message);

    [Fact]
    public void ALessonThatIsNotThereIsAskedFor() =>
        Should.Throw<RelumineException>(() => PresetCatalogue.Find("diing")).Message.ShouldContain("Did you mean 'dying'?");
}

using Relumine.Doctor.Causes;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>Every cure says what it is, and what it tries on a recipe is a recipe that can be run and differs in what it says alone.</summary>
public class CureContractTests
{
    private static readonly CaseHistory s_sick = RunOf("""[ { "dense": 8 }, "relu", { "dense": 8, "bias": -9 }, "relu", { "dense": 10 } ]""");

    public static TheoryData<string> Ids => [.. CureCatalogue.All.Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ItIsExplainedAndFoundByItsName(string id)
    {
        var cure = CureCatalogue.Find(id).ShouldNotBeNull();

        cure.Explanation.ShouldEndWith(".");
        Cure.Explain(id).ShouldBe(cure.Explanation);
        CureCatalogue.All.Count(c => c.Id == id).ShouldBe(1);
        (FindingCatalogue.All.Any(f => f.Cures.Contains(id)) || cure.Turn < int.MaxValue).ShouldBeTrue("somebody recommends it, or treatments try it");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void WhatItTriesIsAnotherRecipeThatRuns(string id)
    {
        var recipe = Parse("""[ { "dense": 8 }, "relu", { "dense": 8, "bias": -9 }, "relu", { "dense": 10 } ]""");
        foreach (var cause in CauseCatalogue.All)
        {
            foreach (var variant in CureCatalogue.Find(id)!.Vary(new CureContext(recipe, recipe, cause, s_sick, Thresholds.Default)))
            {
                variant.Do.ShouldNotBeNullOrWhiteSpace();
                recipe.Difference(variant.Recipe).ShouldNotBeEmpty(variant.Do);
                Recipe.Parse(variant.Recipe.ToJson()).ShouldBe(variant.Recipe);
                new RunBench(1, Thresholds.Default).Run(variant.Recipe, 2, null, default).History.Steps.ShouldBe(2, variant.Do);
            }
        }
    }

    [Fact]
    public void ARateIsNotTheMatterOfAnActivation()
    {
        Tried<SwapActivation>("learning-rate-too-high").ShouldBeEmpty();
        Tried<SwapActivation>("data-scale").ShouldBe(["replace the activations by leakyRelu", "replace the activations by elu"]);
        Tried<WarmUp>("learning-rate-too-high").ShouldBe(["let the rate grow during the first tenth"]);
        Tried<WarmUp>("data-scale").ShouldBeEmpty();
    }

    [Fact]
    public void AHigherRateIsNotTriedWhereALowerOneHelped()
    {
        var (began, cause) = (Parse("""[ { "dense": 10 } ]"""), CauseCatalogue.Find("init-bias")!);

        new RaiseRate().Vary(new(began with { Optimizer = new Sgd(0.03) }, began, cause, s_sick, Thresholds.Default)).ShouldBeEmpty();
        new RaiseRate().Vary(new(began, began, cause, s_sick, Thresholds.Default)).Select(v => v.Do).ShouldBe(["set lr to 0.3", "set lr to 1"]);
    }

    [Fact]
    public void DropoutIsTakenAwayOnlyWhereOtherSamplesJudge()
    {
        var recipe = Parse("""[ { "dense": 8 }, "relu", { "dropout": 0.5 }, { "dense": 10 } ]""");
        IEnumerable<string> Tried(Recipe r) =>
            new LessDropout().Vary(new(r, r, CauseCatalogue.Find("init-bias")!, s_sick, Thresholds.Default)).Select(v => v.Do);

        Tried(recipe).ShouldBeEmpty();
        Tried(recipe with { Validation = 0.25 }).ShouldBe(["remove the dropout"]);
    }

    [Fact]
    public void AnotherOptimizerKeepsTheDecay()
    {
        var recipe = Parse("""[ { "dense": 10 } ]""");

        UseAdam.Treat(recipe with { Optimizer = new Sgd(0.1, WeightDecay: 0.5) }, 0.001).Optimizer.ShouldBe(new Adam(0.001, WeightDecay: 0.5));
        UseAdam.Treat(recipe with { Optimizer = new AdamW(0.1) }, 0.001).Optimizer.ShouldBe(new AdamW(0.001));
    }

    private static IEnumerable<string> Tried<T>(string cause)
        where T : ICure, new()
    {
        var recipe = Parse("""[ { "dense": 8 }, "relu", { "dense": 8, "bias": -9 }, "relu", { "dense": 10 } ]""");
        return new T().Vary(new(recipe, recipe, CauseCatalogue.Find(cause)!, s_sick, Thresholds.Default)).Select(v => v.Do);
    }

    private static Recipe Parse(string model) =>
        Recipe.Parse(
            $$"""{ "data": { "blobs": { "samples": 200 } }, "model": {{model}}, "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 2 }"""
        );

    private static CaseHistory RunOf(string model) => new RunBench(1, Thresholds.Default).Run(Parse(model), 10, null, default).History;
}

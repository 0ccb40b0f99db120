using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.Protocol;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>What a checkup does, in which order, and what each stage may cost.</summary>
public class CheckupProtocolTests
{
    [Fact]
    public void TheStagesStandInOrderAndSayWhenTheyEnd()
    {
        CheckupProtocol.Stages.Select(s => s.Name).ShouldBe(
        [
            "train as the recipe says", "train the clean recipe", "experiments on a suspicion", "experiments",
            "the best experiment with another optimizer", "a second change", "name the causes", "one small batch alone", "what is left",
            "tune the treatment", "revive dead units and go on", "the customary optimizer and rate", "train it longer",
            "check the treatment on samples set aside",
            "train the treated recipe from the beginning", "train it again with a rate that falls",
        ]);
        CheckupProtocol.Stages.ShouldAllBe(s => s.Ends.EndsWith('.'));
    }

    [Theory]
    [InlineData("experiments on a suspicion", 1.59, false, 0)]
    [InlineData("experiments on a suspicion", 1.6, true, 0.3)]
    [InlineData("experiments on a suspicion", 3, true, 1)]
    [InlineData("experiments on a suspicion", 9, true, 1)]
    [InlineData("experiments", 0.1, true, 0.5)]
    [InlineData("experiments", 2.1, true, 0.5)]
    [InlineData("experiments", 3, true, 1.4)]
    [InlineData("a second change", 1, true, 0.3)]
    [InlineData("a second change", 2, true, 0.7)]
    [InlineData("revive dead units and go on", 2.299, false, 0)]
    [InlineData("revive dead units and go on", 2.3, true, 2.3)]
    [InlineData("the customary optimizer and rate", 1.999, false, 0)]
    [InlineData("the customary optimizer and rate", 2, true, 2)]
    [InlineData("train it longer", 4.999, false, 0)]
    [InlineData("train it longer", 5, true, 5)]
    [InlineData("train it again with a rate that falls", 1.299, false, 0)]
    [InlineData("train it again with a rate that falls", 1.3, true, 1.3)]
    public void AStageBeginsWithEnoughLeftAndSpendsItsShare(string name, double left, bool begins, double share)
    {
        var cost = CheckupProtocol.Stages.Single(s => s.Name == name).Cost;

        cost.Allows(left).ShouldBe(begins);
        if (begins)
        {
            cost.Share(left).ShouldBe(share, 1e-12);
        }
    }

    [Theory]
    [InlineData("experiments on a suspicion")]
    [InlineData("experiments")]
    [InlineData("the best experiment with another optimizer")]
    [InlineData("a second change")]
    [InlineData("what is left")]
    [InlineData("tune the treatment")]
    public void WhatComesBeforeATreatmentLeavesAWholeTrainingAndACheckForIt(string name)
    {
        var cost = CheckupProtocol.Stages.Single(s => s.Name == name).Cost;

        cost.Allows(left: 1.5501, cost: 0.25).ShouldBeTrue();
        cost.Allows(left: 1.5499, cost: 0.25).ShouldBeFalse();
    }

    [Fact]
    public void TheFirstRunOfAStageIsAlwaysMade()
    {
        StageCost.Fits(share: 0.1, spent: 0, cost: 0.5).ShouldBeTrue();
        StageCost.Fits(share: 0.4, spent: 0.2, cost: 0.2).ShouldBeTrue();
        StageCost.Fits(share: 0.4, spent: 0.2, cost: 0.21).ShouldBeFalse();
    }

    [Theory]
    [InlineData(1000, 1.4, 10, 0, 140)] // what may be spent, divided
    [InlineData(1000, 1.4, 100, 0, 125)] // an eighth at least
    [InlineData(600, 0.1, 10, 0, 100)] // a hundred updates at least …
    [InlineData(240, 0.1, 10, 0, 80)] // … but for a training that has not three times as many
    [InlineData(1000, 1.4, 10, 150, 300)] // twice as long as it took to fall ill
    [InlineData(1000, 1.4, 10, 800, 1000)] // never longer than the training
    [InlineData(1000, 1.4, 1, 0, 500)] // half at most
    [InlineData(1000, 1.4, 0, 0, 500)]
    public void ExperimentsAreAsLongAsWhatMayBeSpentAllowsForAll(long full, double share, int experiments, long onset, long steps) =>
        CheckupProtocol.Length.Steps(full, share, experiments, onset).ShouldBe(steps);

    [Fact]
    public void LikelyExperimentsGetTwoThirdsOfWhatMayBeSpent() => CheckupProtocol.Length.LikelyShare.ShouldBe(0.65);
}

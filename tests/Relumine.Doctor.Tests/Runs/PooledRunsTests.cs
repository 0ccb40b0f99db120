using Relumine.Doctor.Runs;
using Relumine.Doctor.Tests.Borders;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>Several runs, each without other samples, count as one on all of those samples.</summary>
public class PooledRunsTests
{
    [Fact]
    public void ARunAloneStaysAsItIs()
    {
        var run = Kept(0.9);

        PooledRuns.Of([run], Thresholds.Default).ShouldBeSameAs(run);
    }

    [Fact]
    public void ScoresAreMeansAndSamplesAreSums()
    {
        var pooled = PooledRuns.Of([Kept(0.9), Kept(0.7)], Thresholds.Default);

        pooled.Score.ShouldBe(0.8, 1e-12);
        pooled.Loss.ShouldBe(0.2, 1e-12);
        pooled.Judged!.Samples.ShouldBe(80);
        pooled.Judged.Rarest.ShouldBe(40);
        pooled.Curve[^1].Score.ShouldBe(0.8, 1e-12);
        pooled.Skill.ShouldBe(CaseHistory.SkillOf(0.8, 0.5), 1e-12);
    }

    [Fact]
    public void OneDrawThatFailedDoesNotSpeakForAll()
    {
        CaseHistory Numbers(double score) => Kept(score) with { Labels = null, Validation = new Metrics(score, 1 - score, 0, 1, 40) };

        var pooled = PooledRuns.Of([Numbers(0.6), Numbers(-100), Numbers(0.5)], Thresholds.Default);

        pooled.Score.ShouldBe(0.5, 1e-12);
        pooled.Loss.ShouldBe(0.5, 1e-12);
        pooled.Curve[^1].Score.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void ChanceBecomesLess() =>
        PooledRuns.Of([Kept(0.9), Kept(0.9), Kept(0.9), Kept(0.9)], Thresholds.Default).Judged!.Chance
            .ShouldBe(Yardstick.Chance(0.5, 160, Thresholds.Default), 1e-12);

    [Fact]
    public void WhatDivergedOnceDiverged() =>
        PooledRuns.Of([Kept(0.9), Kept(0.9) with { Divergence = new(3, 1, "the loss", double.NaN) }], Thresholds.Default).Divergence.ShouldNotBeNull();

    private static CaseHistory Kept(double score) => Sample.Run with
    {
        Score = score,
        Loss = 1 - score,
        ConstantScore = 0.5,
        Training = null,
        Validation = new Metrics(score, 1 - score, 0.5, 1, 40) { Rarest = 20 },
        Curve = [new(0, 1, 0.5, 0), new(10, 1 - score, score, 0)],
    };
}

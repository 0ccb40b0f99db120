using Relumine.Doctor.Proofs.Properties;
using Relumine.Engine.Networks;
using Relumine.Geometry;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Tests.Proofs.Properties;

/// <summary>Properties of random networks, against the exact extremes of their pieces.</summary>
public class PropertyProofTests
{
    // Random networks of two inputs; of each the exact range of sums of outputs, from the corners of all pieces.
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WhatIsJustBeyondTheLargestValueIsProvenAndWhatIsJustBelowIsRefuted(int seed)
    {
        var model = Random(seed, outputs: 2);
        var lead = Corners(model).Max(y => y[0] - y[1]);
        OutputProperty Lead(double least) => Of([new OutputSum(new Dictionary<int, double> { [0] = 1, [1] = -1 }, -least)]);
        var room = 1e-3 * (1 + Math.Abs(lead));

        var proven = PropertyProof.Run(model, Lead(lead + room));
        var refuted = PropertyProof.Run(model, Lead(lead - room));

        proven.Verdict.ShouldBe(ProofVerdict.Proven);
        proven.Witness.ShouldBeNull();
        refuted.Verdict.ShouldBe(ProofVerdict.Refuted);
        var witness = refuted.Witness.ShouldNotBeNull();
        (witness.Output[0] - witness.Output[1]).ShouldBeGreaterThanOrEqualTo(lead - room);
        witness.Input.ShouldAllBe(x => x >= -1 && x <= 1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ConditionsOfACaseMustMeetInOneInput(int seed)
    {
        // Each of both can happen, but where one does the other does not: y and −y.
        var model = Random(seed, outputs: 1);
        var high = Corners(model).Max(y => y[0]);
        var middle = (high + Corners(model).Min(y => y[0])) / 2;
        var room = 1e-3 * (1 + Math.Abs(high));
        OutputSum above = new(new Dictionary<int, double> { [0] = 1 }, -middle - room), below = new(new Dictionary<int, double> { [0] = -1 }, middle - room);

        PropertyProof.Run(model, Of([above, below])).Verdict.ShouldBe(ProofVerdict.Proven);
        PropertyProof.Run(model, Of([above], [below])).Cases.ShouldContain(ProofVerdict.Refuted);
        PropertyProof.Run(model, Of([above])).Verdict.ShouldBe(ProofVerdict.Refuted);
        PropertyProof.Run(model, Of([below])).Verdict.ShouldBe(ProofVerdict.Refuted);
    }

    [Fact]
    public void ATieBreaksAProperty()
    {
        // The output of a rectifier is never below 0, but it is 0.
        var model = Network.Input(2).Dense(3).Relu().Build(5);
        OutputSum notAbove = new(new Dictionary<int, double> { [0] = -1 }, 0), below = new(new Dictionary<int, double> { [0] = -1 }, -1e-6);

        var tie = PropertyProof.Run(model, Of([notAbove]));

        tie.Verdict.ShouldBe(ProofVerdict.Refuted);
        tie.Witness!.Output[0].ShouldBe(0);
        PropertyProof.Run(model, Of([below])).Verdict.ShouldBe(ProofVerdict.Proven);
        PropertyProof.Run(model, Of([notAbove, new(new Dictionary<int, double> { [1] = 1 }, 0)])).Verdict.ShouldBe(ProofVerdict.Refuted);
    }

    [Fact]
    public void OneBoxThatBreaksItIsEnough()
    {
        var model = Random(3, outputs: 1);
        var high = Corners(model).Max(y => y[0]);
        PropertyCase Case(double low, double least) => new([low, low], [low + 0.5, low + 0.5], [new(new Dictionary<int, double> { [0] = 1 }, -least)]);

        var answer = PropertyProof.Run(model, new OutputProperty("p", 2, [Case(-1, high + 1), Case(0, high - 1e3)]));

        answer.Verdict.ShouldBe(ProofVerdict.Refuted);
        answer.Witness!.Case.ShouldBe(1);
        answer.Cases.ShouldBe([ProofVerdict.Proven, ProofVerdict.Refuted]);
    }

    [Fact]
    public void WithoutTimeAHardQuestionStaysOpen()
    {
        var model = Network.Input(8).Dense(60).Relu().Dense(60).Relu().Dense(60).Relu().Dense(1).Build(2);
        var property = new OutputProperty("p", 8, [new(
            [.. Enumerable.Repeat(-1.0, 8)], [.. Enumerable.Repeat(1.0, 8)], [new(new Dictionary<int, double> { [0] = 1 }, -50)])]);

        var answer = PropertyProof.Run(model, property, new PropertyOptions { Budget = TimeSpan.Zero });

        answer.Verdict.ShouldBe(ProofVerdict.Open);
        answer.EndedByBudget.ShouldBeTrue();
    }

    [Theory]
    [InlineData(3, 0, "declares 3 inputs")]
    [InlineData(2, 4, "speaks of Y_4")]
    public void APropertyOfAnotherNetworkIsRefused(int inputs, int output, string why)
    {
        var property = new OutputProperty("p", inputs, [new(new double[inputs], new double[inputs], [new(new Dictionary<int, double> { [output] = 1 }, 0)])]);

        Should.Throw<RelumineException>(() => PropertyProof.Run(Random(1, outputs: 2), property)).Message.ShouldContain(why);
    }

    private static Model Random(int seed, int outputs)
    {
        var random = new Random(seed);
        var network = Network.Input(2).Dense(random.Next(3, 9)).Relu().Dense(random.Next(3, 9));
        return (seed % 3 == 0 ? network.LeakyRelu() : network.Relu()).Dense(outputs).Build((ulong)seed);
    }

    private static OutputProperty Of(params OutputSum[][] ways) => new("p", 2, [.. ways.Select(w => new PropertyCase([-1, -1], [1, 1], w))]);

    // A piecewise linear function is largest in a corner of a piece.
    private static double[][] Corners(Model model) =>
        [.. Regions.OfBox(PiecewiseLinearModel.Of(model), new PlaneBox(-1, 1, -1, 1)).AllCells()
            .SelectMany(c => c.Vertices.Select(v => c.Outputs.Select(o => o.Value(v.S, v.T)).ToArray()))];
}

using Relumine.Doctor.Proofs.Properties;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Tests.Proofs.Properties;

/// <summary>What is read out of files of VNN-LIB.</summary>
public class VnnlibPropertyTests
{
    private const string Box = """
        ; two inputs
        (declare-const X_0 Real) (declare-const X_1 Real)
        (declare-const Y_0 Real) (declare-const Y_1 Real)
        (assert (>= X_0 -1)) (assert (<= X_0 0.5)) ; a comment (
        (assert (<= 0 X_1)) (assert (>= 2e0 X_1))

        """;

    [Fact]
    public void BoundsMayStandOnEitherSideAndTheTightestHolds()
    {
        var only = Read("(assert (<= X_0 3))(assert (>= Y_0 Y_1))").Cases.ShouldHaveSingleItem();

        only.Low.ShouldBe([-1, 0]);
        only.High.ShouldBe([0.5, 2]);
    }

    [Theory]
    [InlineData("(<= Y_0 Y_1)", 1, 2, true)]
    [InlineData("(<= Y_0 Y_1)", 2, 2, true)]
    [InlineData("(<= Y_0 Y_1)", 3, 2, false)]
    [InlineData("(>= Y_1 1.5)", 0, 1.5, true)]
    [InlineData("(>= 1.5 Y_1)", 0, 1.6, false)]
    [InlineData("(>= (+ Y_0 (* 2 Y_1) 1) 0)", 3, -2, true)]
    [InlineData("(>= (+ Y_0 (* 2 Y_1) 1) 0)", 2.9, -2, false)]
    [InlineData("(<= (- Y_0 Y_1) (- 1))", 1, 2, true)]
    [InlineData("(<= (* -1 2 Y_0) (- 3 1 0.5))", -0.75, 0, true)]
    public void LinearConditionsMeanWhatTheySay(string condition, double first, double second, bool isMet) =>
        Read($"(assert {condition})").Cases.ShouldHaveSingleItem().IsMetBy([first, second]).ShouldBe(isMet);

    [Fact]
    public void EveryAssertHoldsAtOnceAndAChoiceIsACaseEach()
    {
        var cases = Read("(assert (or (<= Y_0 1) (and (>= Y_0 2) (<= Y_1 0))))(assert (or (and (<= X_0 0)) (>= Y_1 5)))(assert (>= Y_1 -9))").Cases;

        cases.Select(c => (c.Sums.Count, c.High[0])).ShouldBe([(2, 0), (3, 0.5), (3, 0), (4, 0.5)]);
    }

    [Fact]
    public void WhatCannotHappenIsNoCase() => Read("(assert (or (and (<= X_0 -2) (>= Y_0 0)) (and (<= X_0 0) (>= Y_0 0)) (and (<= 1 0) (>= Y_0 0))))")
        .Cases.ShouldHaveSingleItem().High[0].ShouldBe(0);

    [Theory]
    [InlineData("", "nothing is said of outputs")]
    [InlineData("(assert (>= Y_0 X_0))", "X_0, Y_0 are bounded together")]
    [InlineData("(assert (<= X_0 X_1))", "bounded together")]
    [InlineData("(assert (<= X_2 1))", "not declared")]
    [InlineData("(assert (>= (* Y_0 Y_1) 0))", "not understood")]
    [InlineData("(assert (>= (sin Y_0) 0))", "not understood")]
    [InlineData("(assert (> Y_0 0))", "not understood")]
    [InlineData("(assert (not (>= Y_0 0)))", "not understood")]
    [InlineData("(assert (>= Y_0 1e999))", "not understood")]
    [InlineData("(assert (>= Y_0 NaN))", "not understood")]
    [InlineData("(assert (or))", "not understood")]
    [InlineData("(vnnlib-version <2.0>)", "VNN-LIB 1.0")]
    [InlineData("(assert (>= Y_0 0)", "never closed")]
    [InlineData("(assert (>= Y_0 0)))", "never opened")]
    [InlineData("assert", "outside of all parentheses")]
    public void WhatCannotBeReadIsRefusedWithTheReason(string more, string why) =>
        Should.Throw<RelumineException>(() => Read(more)).Message.ShouldContain(why);

    [Fact]
    public void AnInputWithoutABoundIsNamed() => Should.Throw<RelumineException>(
        () => VnnlibProperty.Read("(declare-const X_0 Real)(assert (<= X_0 1))(assert (>= Y_0 0))", "p")).Message.ShouldContain("X_0 has not");

    [Theory]
    [InlineData("X_2147483647")]
    [InlineData("X_3")]
    public void ANameAloneTakesNoMemory(string name) =>
        Should.Throw<RelumineException>(() => Read($"(declare-const {name} Real)(assert (>= Y_0 0))")).Message.ShouldContain("X_2 is not among them");

    [Fact]
    public void AFileMadeToExhaustMemoryOrStackIsRefused()
    {
        var choice = "(assert (or (<= Y_0 1) (>= Y_1 2)))";

        Should.Throw<RelumineException>(() => Read(string.Concat(Enumerable.Repeat(choice, 64)))).Message.ShouldContain("Split the file");
        Should.Throw<RelumineException>(() => Read($"(assert (and {string.Concat(Enumerable.Repeat("(or (<= Y_0 1) (>= Y_1 2))", 64))}))"))
            .Message.ShouldContain("Split the file");
        var many = string.Concat(Enumerable.Repeat("(>= Y_0 Y_1)", 4096));
        Should.Throw<RelumineException>(() => Read($"(assert (and {many} (or {many})))")).Message.ShouldContain("Split the file");
        Should.Throw<RelumineException>(() => Read($"(assert (and {many}))(assert (or {many}))")).Message.ShouldContain("Split the file");
        Read($"(assert (<= (+ {string.Concat(Enumerable.Range(0, 200_000).Select(i => $" Y_{i}"))}) 1))").Cases.ShouldHaveSingleItem();
        Should.Throw<RelumineException>(() => Read(new string('(', 1_000_000))).Message.ShouldContain("nest more than");
    }

    [Fact]
    public void AMillionBoundsAreReadInOnePass()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"(declare-const X_{i} Real)"))
            + $"(assert (or (and {string.Concat(Enumerable.Range(0, 20_000).Select(i => $"(>= X_{i} 0)(<= X_{i} 1)"))} (>= Y_0 Y_1))))";

        VnnlibProperty.Read(text, "p").Cases.ShouldHaveSingleItem().High.ShouldAllBe(h => h == 1);
    }

    private static OutputProperty Read(string more) => VnnlibProperty.Read(Box + more, "property.vnnlib");
}

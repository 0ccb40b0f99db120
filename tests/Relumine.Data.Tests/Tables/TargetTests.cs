using Relumine.Data.Datasets;
using Relumine.Data.Tables;

namespace Relumine.Data.Tests.Tables;

/// <summary>How the target is understood.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly Sheet _sheet = new();

    public void Dispose() => _sheet.Dispose();

    private Table Read(string targets, TargetKind? kind) =>
        _sheet.Read("x,y\n" + string.Concat(targets.Split(' ').Select((t, i) => $"{i * i},{t}\n")), new(), kind);

    [Theory]
    [InlineData("0 2 1 2", "", new[] { 0, 2, 1, 2 })]
    [InlineData("1 3 2 3", "1 2 3", new[] { 0, 2, 1, 2 })]
    [InlineData("10 9 10 9", "9 10", new[] { 1, 0, 1, 0 })]
    [InlineData("-1 1 1 -1", "-1 1", new[] { 0, 1, 1, 0 })]
    [InlineData("b a none b", "a b none", new[] { 1, 0, 2, 1 })]
    [InlineData("True False True False", "False True", new[] { 1, 0, 1, 0 })]
    public void ClassesAreWordsOrNumbers(string targets, string names, int[] expected)
    {
        var table = Read(targets, TargetKind.Labels);
        table.Labels.ShouldBe(expected);
        table.ClassNames.ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        table.Notices.Count(n => n.Kind == NoticeKind.NumberedClasses).ShouldBe(names.Any(char.IsAsciiDigit) ? 1 : 0);
    }

    [Fact]
    public void ALossThatTakesEitherDecidesByTheNumbers()
    {
        Read("0 1 1 0", TargetKind.Either).Labels.ShouldBe([0, 1, 1, 0]);
        Read("no yes yes no", TargetKind.Either).Labels.ShouldBe([0, 1, 1, 0]);
        Read("0.5 1 1 0", TargetKind.Either).Values!.Values<float>().ToArray().ShouldBe([0.5f, 1, 1, 0]);
    }

    [Fact]
    public void WhatDoesNotFitTheLossIsRefused()
    {
        Should.Throw<Relumine.Graph.Errors.RelumineException>(() => Read("no yes no", TargetKind.Values)).Message.ShouldContain("holds names");
        var prices = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"{1000 + (37 * i)}"));
        Should.Throw<Relumine.Graph.Errors.RelumineException>(() => Read(prices, TargetKind.Labels)).Message.ShouldContain("hardly classes");
        Read(prices, null).Values.ShouldNotBeNull();
    }
}

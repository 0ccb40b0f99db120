using System.Text.RegularExpressions;
using Relumine.Data.Arrays;
using Relumine.Graph.Tensors;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>The page about arrays says what compiles, and what it says happens.</summary>
public sealed partial class ArraysPageTests
{
    [Fact]
    public void ThePageIsWhatIsCompiledHere()
    {
        var shown = Block().Matches(Checkout.Read("docs/arrays.md")).Select(m => m.Groups["code"].Value.Split("\n\n", 2)[1].Trim());
        var compiled = Checkout.Read("tests/Relumine.House.Tests/Guides/ArraysSample.cs").Split("// <PAGE>\n").Skip(1)
            .Select(part => Indentation().Replace(part.Split("        // </PAGE>")[0], "").Trim());

        shown.ShouldBe(compiled);
    }

    [Fact]
    public void ANetworkOfAnArrayLearnsAndIsAudited()
    {
        var (scores, audit) = ArraysSample.Train();
        Enumerable.Range(0, 4).Select(i => scores[i, 1] > scores[i, 0]).ShouldBe([false, true, true, false]);
        (audit.Accuracy, audit.Data.Samples).ShouldBe((1, 4L));
    }

    [Fact]
    public void WeightsOfAnotherLibraryBecomeAFile() => ArraysSample.Weights().Cast<float>().ShouldBe([0f, 1, 1, 0]);

    [Fact]
    public void AllFormsAreTheSameSamples()
    {
        foreach (var samples in ArraysSample.Forms())
        {
            samples.Shape.ShouldBe(new Shape(4, 2));
            samples.Values<float>().ToArray().ShouldBe([0f, 0, 0, 1, 1, 0, 1, 1]);
        }
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Should.Throw<ArgumentException>(() => Samples.Of(new float[5], 2, 3)).Message.ShouldContain("has 6 elements, but there are 5 numbers");
        Should.Throw<ArgumentException>(() => Samples.Of([[1, 2], [3]])).Message.ShouldContain("Row 1 (counted from 0) has 1 numbers, but the first has 2");
        Should.Throw<ArgumentException>(() => Samples.Of(new float[0, 3]));
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}

using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Fit;

public class ScalingTests
{
    private static ScaledSource Source(Scaling scaling, params long[] dims) =>
        new(
            DataSource.OfMemory("", StoredType.UInt8, dims, [.. Enumerable.Range(0, (int)dims.Aggregate(1L, (p, d) => p * d)).Select(i => (byte)i)], "bytes"),
            scaling
        );

    [Fact]
    public void DividingGivesTheBitsOfADivision()
    {
        using var source = Source(new Scaling { Divide = 255 }, 1, 251);
        source.ReadAll<float>().Values<float>().ToArray().ShouldBe(Enumerable.Range(0, 251).Select(i => i / 255f));
        source.Reset();
        source.ReadAll<double>().Values<double>().ToArray().ShouldBe(Enumerable.Range(0, 251).Select(i => i / 255.0));
        source.Unscaled.Survey.Max.ShouldBe(250);
        source.Survey.Max.ShouldBe(250 / 255.0);
    }

    [Fact]
    public void OneMeanAndDeviationServeAll()
    {
        using var source = Source(new Scaling { Divide = 255, Mean = [0.1307], Deviation = [0.3081] }, 5, 41);
        source.ReadAll<double>().Values<double>().ToArray().ShouldBe(Enumerable.Range(0, 205).Select(i => ((i / 255.0) - 0.1307) / 0.3081));
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, 3, 1)] // features
    [InlineData(new long[] { 2, 3, 2, 2 }, 3, 4)] // channels first
    [InlineData(new long[] { 2, 2, 2, 3 }, 3, 1)] // channels last
    [InlineData(new long[] { 2, 3, 3, 3 }, 3, 9)] // both: first
    [InlineData(new long[] { 2, 2, 2 }, 4, 1)] // elements
    public void AListServesFeaturesOrChannels(long[] dims, int count, int inner)
    {
        var mean = Enumerable.Range(1, count).Select(i => (double)i).ToArray();
        var deviation = mean.Select(m => m / 4).ToArray();
        using var source = Source(new Scaling { Mean = mean, Deviation = deviation }, dims);
        var read = source.ReadAll<double>().Values<double>().ToArray();
        var size = (int)dims[1..].Aggregate(1L, (p, d) => p * d);
        read.ShouldBe(Enumerable.Range(0, 2 * size).Select(i => (i - mean[i % size / inner % count]) / deviation[i % size / inner % count]));
        source.Reset();
        source.ReadAll<float>().Values<float>().ToArray().ShouldBe(read.Select(v => (float)v));
    }

    [Fact]
    public void WhatDoesNotFitIsWrongUsage()
    {
        foreach (var (scaling, expected) in ((Scaling, string)[])[
            (new Scaling { Mean = [1, 2] }, "Mean gives 2 values, but a sample has the shape [3]"),
            (new Scaling { Deviation = [1, 2] }, "Deviation gives 2 values"),
            (new Scaling { Deviation = [1, 0, 1] }, "deviation 0; use 1 for it"),
            (new Scaling { Divide = 0 }, "Divide = 0"),
        ])
        {
            var error = Should.Throw<RelumineException>(() => Source(scaling, 1, 3));
            error.Kind.ShouldBe(ErrorKind.InvalidRequest);
            error.Message.ShouldContain(expected);
        }

        Should.Throw<RelumineException>(() => Scaling.ParseList("Mean", "0.5,x")).Message.ShouldContain("Mean 0.5,x: 'x' is not a finite number");
        Scaling.ParseList("Mean", "0.5, 1e-1").ShouldBe([0.5, 0.1]);
    }

    [Fact]
    public void IntegersAreNotScaled()
    {
        using var source = Source(new Scaling { Divide = 255 }, 1, 3);
        var error = Should.Throw<RelumineException>(() => source.ReadAll<long>());
        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("takes integers");
    }

    [Fact]
    public void ARowThatIsNotFiniteKeepsItsPlace()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.npy", Scratch.NpyFloats("(3, 1)", 1, 2, float.NaN), new DataOptions { Scaling = new Scaling { Divide = 2 } });
        Should.Throw<RelumineException>(() => set.Inputs[0].ReadAll<float>()).Message.ShouldContain("a.npy: row 2, column 0");
    }
}

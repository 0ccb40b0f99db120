using System.Text.Json;
using Relumine.Cli.Bench;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine bench</c>. What is measured is not judged here: clocks on shared machines prove nothing.</summary>
public sealed class BenchCommandTests : IDisposable
{
    private readonly TinyNetwork _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void TimesAnActivation()
    {
        var run = Invocation.Of("bench", "kernels", "--activation", "relu", "--elements", "100", "--rounds", "2", "--json", "-");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("schema").GetString().ShouldBe("relumine.bench/1");
        var timings = json.RootElement.GetProperty("timings").EnumerateArray().ToList();
        timings.Select(t => t.GetProperty("name").GetString()).ShouldBe(["Relu", "Relu gradient"]);
        timings.ShouldAllBe(t =>
            t.GetProperty("medianSeconds").GetDouble() > 0 && t.GetProperty("minimumSeconds").GetDouble() <= t.GetProperty("medianSeconds").GetDouble()
        );
    }

    [Fact]
    public void TimesAModelWithAndWithoutWatching()
    {
        var run = Invocation.Of("bench", "model", _tiny.Save("N"), "--samples", "10", "--rounds", "1");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("inference");
        run.Out.ShouldContain("counting what fires");
        run.Out.ShouldContain("samples/s");
    }

    [Fact]
    public void TimesTrainingWithAndWithoutAWatch()
    {
        var run = Invocation.Of("bench", "watch", "8-16-4", "8-16-16-4", "--batch", "4", "--rounds", "2", "--json", "-");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        var timings = json.RootElement.GetProperty("timings").EnumerateArray().ToList();
        timings.Select(t => t.GetProperty("size").GetString()).Distinct().ShouldBe(["8-16-4, batch 4", "8-16-16-4, batch 4"]);
        timings.Where(t => t.GetProperty("name").GetString() == "training step").ShouldAllBe(t => t.GetProperty("ofFirst").GetDouble() == 1);
    }

    [Theory]
    [InlineData("bench watch 8-4", "784-256-256-10")]
    [InlineData("bench watch 8-x-4", "8-x-4")]
    [InlineData("bench", "bench --help")]
    [InlineData("bench kernel", "Did you mean 'kernels'")]
    [InlineData("bench kernels --activation reku", "Did you mean 'Relu'")]
    [InlineData("bench kernels --rounds 0", "from 1 to")]
    public void AMistakeIsAnswered(string line, string answer) => Invocation.Of(line.Split(' ')).ShouldFail(ExitCode.WrongUsage, answer);

    [Fact]
    public void CanceledEndsWith130()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Invocation.Of(stop.Token, "bench", "kernels", "--activation", "relu", "--elements", "10").Code.ShouldBe(ExitCode.Canceled);
    }

    [Fact]
    public void WhatIsFinishedCountsWhenItIsCanceled()
    {
        // Longer than the least time, so that nothing is repeated: four calls warm up, and the seventh ends the third round.
        using var stop = new CancellationTokenSource();
        using var terminal = new Terminal(TextWriter.Null, TextWriter.Null);
        using var progress = new Progress(terminal, "timing", 1000, draws: false, tells: false);
        var calls = 0;
        Trial[] trials = [new("first", "1", () => Thread.Sleep(3), 1, "calls/s"), new("second", "1", Work, 1, "calls/s")];

        var timings = Stopwatches.Run(trials, 1000, progress, stop.Token);

        timings.Select(t => t.Name).ShouldBe(["first", "second"]);
        calls.ShouldBe(7);

        void Work()
        {
            Thread.Sleep(3);
            if (++calls == 7)
            {
                stop.Cancel();
            }
        }
    }
}

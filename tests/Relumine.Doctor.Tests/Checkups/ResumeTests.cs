using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Json;
using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>A checkup that was stopped goes on as if it never had been, or says why it cannot.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Killed = """
        { "data": { "blobs": { "samples": 300, "seed": 1 } }, "model": [ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.5 } }, "epochs": 8 }
        """;

    // For several draws of a check.
    private const double Enough = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine-resume");

    private string StateFile => Path.Combine(_folder.FullName, "checkup-state.json");

    public void Dispose() => _folder.Delete(recursive: true);

    // What is remembered must bring back everything that findings look at: infinite losses, single units, saturation.
    [Theory]
    [InlineData(Killed)]
    [InlineData(
        """
            { "data": { "blobs": { "samples": 200, "seed": 1 } }, "model": [ { "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 10 } ],
              "init": { "weights": { "normal": 40 } }, "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 10 } }, "epochs": 3 }
            """
    )]
    [InlineData(
        """
            { "data": { "teacher": { "samples": 200, "seed": 1, "targetShift": -20 } }, "model": [ { "dense": 16, "bias": 3 }, "relu", { "dense": 1 }, "relu" ],
              "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 0.01 } }, "epochs": 4 }
            """
    )]
    [InlineData(
        """
            { "data": { "blobs": { "samples": 200, "seed": 1 } }, "model": [ { "dense": 16, "bias": 12 }, "tanh", { "dense": 10 } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 4 }
            """
    )]
    public void StoppedBeforeAnyRunItEndsTheSame(string json)
    {
        var recipe = Recipe.Parse(json);
        var activities = new List<string>();
        var whole = CheckupJson.Write(Checkup.Run(recipe, new CheckupOptions { Budget = Enough }, new Each(activities.Add)));
        activities.Count.ShouldBeGreaterThan(1);
        for (var stopAt = 1; stopAt <= activities.Count; stopAt++)
        {
            using var stop = new CancellationTokenSource();
            var begun = 0;
            var options = new CheckupOptions { Output = _folder.FullName, Budget = Enough };
            Should.Throw<OperationCanceledException>(() => Checkup.Run(recipe, options, new Each(_ => StopAt(stop, ++begun == stopAt)), stop.Token));

            CheckupJson.Write(Checkup.Run(recipe, options with { Resume = true })).ShouldBe(whole, $"stopped before run {stopAt}: {activities[stopAt - 1]}");
        }
    }

    [Fact]
    public void AStateOfAnotherRecipeIsRefused()
    {
        Begin(Killed);
        var error = Should.Throw<RelumineException>(() => Resume(Killed.Replace("0.5", "0.25", StringComparison.Ordinal)));

        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("optimizer.adam.lr: 0.5 → 0.25");
        error.Message.ShouldContain("without Resume");
    }

    [Fact]
    public void DataThatHaveChangedAreRefused()
    {
        const string OnFile = """
            { "data": { "csv": { "path": "points.csv" } }, "model": [ { "dense": 8 }, "relu", { "dense": 2 } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 2 }
            """;
        var data = Path.Combine(_folder.FullName, "points.csv");
        File.WriteAllLines(data, Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i % 7},{i % 5},{i % 2}")));
        Begin(OnFile);
        File.AppendAllText(data, "1,2,0\n");
        var error = Should.Throw<RelumineException>(() => Resume(OnFile));

        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("the data of the recipe have changed");
    }

    // A file that is damaged anywhere is refused, and left as it is.
    [Fact]
    public void ADamagedStateGivesWayToTheOneBefore()
    {
        Begin(Killed);
        File.Exists(StateFile + ".previous").ShouldBeTrue();
        File.WriteAllBytes(StateFile, File.ReadAllBytes(StateFile)[..^10]);
        var told = new List<string>();
        Checkup.Run(Recipe.Parse(Killed), new CheckupOptions { Output = _folder.FullName, Resume = true }, new Each(told.Add));
        told[0].ShouldContain("is damaged, so the checkup goes on from the one before");
    }

    [Fact]
    public void ADamagedStateIsRefusedAndKept()
    {
        Begin(Killed);
        var good = File.ReadAllBytes(StateFile);
        foreach (var length in (int[])[0, 1, 40, 200, good.Length / 2, good.Length - 1])
        {
            Refuses(good[..length]);
        }

        for (var at = 0; at < good.Length; at += Math.Max(1, good.Length / 40))
        {
            byte[] damaged = [.. good];
            damaged[at] ^= 1;
            Refuses(damaged);
        }

        Refuses("null"u8.ToArray());
        Refuses("[]"u8.ToArray());
        Refuses("""{ "schema": "relumine.checkup-state/9" }"""u8.ToArray());
        File.WriteAllBytes(StateFile, good);
        Resume(Killed);
    }

    [Fact]
    public void WhatCannotBeKeptIsSaidBeforeAnythingIsRun()
    {
        Directory.CreateDirectory(StateFile);
        var runs = new List<string>();

        Should
            .Throw<RelumineException>(() => Checkup.Run(Recipe.Parse(Killed), new CheckupOptions { Output = _folder.FullName }, new Each(runs.Add)))
            .Kind.ShouldBe(ErrorKind.BrokenFile);
        runs.ShouldBeEmpty();
    }

    [Fact]
    public void OtherOptionsReuseWhatTheyShare()
    {
        Begin(Killed);
        var recipe = Recipe.Parse(Killed);
        var options = new CheckupOptions { Budget = 6, Threads = 2 };

        CheckupJson
            .Write(Checkup.Run(recipe, options with { Output = _folder.FullName, Resume = true }))
            .ShouldBe(CheckupJson.Write(Checkup.Run(recipe, options)));
    }

    // Without one before it.
    private void Refuses(byte[] state)
    {
        File.Delete(StateFile + ".previous");
        File.WriteAllBytes(StateFile, state);
        var error = Should.Throw<RelumineException>(() => Resume(Killed));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("without Resume");
        File.ReadAllBytes(StateFile).ShouldBe(state);
    }

    private void Begin(string json) => Checkup.Run(Of(json), new CheckupOptions { Output = _folder.FullName });

    private void Resume(string json) => Checkup.Run(Of(json), new CheckupOptions { Output = _folder.FullName, Resume = true });

    private Recipe Of(string json) => Recipe.Parse(json, _folder.FullName);

    private static void StopAt(CancellationTokenSource stop, bool now)
    {
        if (now)
        {
            stop.Cancel();
        }
    }

    private sealed class Each(Action<string> told) : IProgress<CheckupProgress>
    {
        public void Report(CheckupProgress value) => told(value.Activity);
    }
}

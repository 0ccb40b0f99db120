using System.Text.Json;
using Relumine.Cli.Files;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Json;
using Relumine.Doctor.Runs.Training;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Recipes.Runs;
using Relumine.Reports.Tests.Pages;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine train</c>.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const string Recipe = """
        { "data": { "blobs": { "samples": 200, "features": 6, "classes": 4, "shift": 3 }, "validation": 0.25, "standardize": true },
          "model": [ { "dense": 16 }, { "relu": {} }, { "dense": 4 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1, "momentum": 0.9 } }, "batch": 16, "epochs": 4, "seed": 3 }
        """;

    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ARunLeavesAModelALogAndAReport()
    {
        var path = _scratch.Text("small.json", Recipe);
        var run = Invocation.Of("train", path, "--json", _scratch["out.json"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var folder = _scratch["small-run"];
        run.Out.ShouldContain($"Report: {Path.Combine(folder, "report.html")}");
        run.Out.ShouldMatch("relu1 .* 16 ");
        run.Error.ShouldMatch(@"epoch 4/4: loss [\d.]+, accuracy .*validation.*dead \d+ of 16");

        var log = File.ReadAllLines(Path.Combine(folder, "log.jsonl")).Select(l => TrainingJson.ReadLine(l)!).ToArray();
        log.Select(r => r.Epoch).ShouldBe([0, 1, 2, 3, 4]);
        log.Select(r => r.Step).ShouldBe([0, 10, 20, 30, 40]);
        var result = TrainingJson.Read(File.ReadAllText(_scratch["out.json"]))!;
        result.Complete.ShouldBeTrue();
        result.History.Count.ShouldBe(5);
        result.Score.ShouldBe(log[^1].ValidationScore!.Value);

        // The model takes the data as they are: standardisation is inside, and the score is that of training.
        var model = OnnxModel.Load(Path.Combine(folder, "model.onnx"));
        model.Graph.Nodes.Take(2).Select(n => n.Op.Type).ShouldBe(["Sub", "Div"]);
        model.Metadata["relumine.recipe"].ShouldContain("\"blobs\"");
        Documents.Parse(File.ReadAllText(Path.Combine(folder, "report.html")));

        Invocation.Of("train", path, "-q").Out.ShouldContain("small-run-2");
    }

    [Fact]
    public void QuietAndJsonOnStandardOutputAreAlone()
    {
        var run = Invocation.Of("train", _scratch.Text("small.json", Recipe), "--quiet", "--json", "-", "--output", _scratch["x"]);
        run.Error.ShouldBeEmpty();
        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("schema").GetString().ShouldBe("relumine.training/1");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(10, 3)]
    [InlineData(23, 1)]
    [InlineData(39, 2)]
    public void ARunThatIsStoppedAndResumedEndsWithTheSameBits(int stopAfter, int threads)
    {
        var path = _scratch.Text("small.json", Recipe);
        Invocation.Of("train", path, "-q", "--output", _scratch["whole"]).Code.ShouldBe(ExitCode.Done);

        // As after kill -9: a checkpoint of some step, and a log whose last line is cut off.
        var folder = _scratch["stopped"];
        Directory.CreateDirectory(folder);
        using (var run = TrainingRun.Prepare(Relumine.Recipes.Recipe.Read(path)))
        {
            _ = run.Steps().Take(stopAfter).Count();
            run.WriteCheckpoint(Path.Combine(folder, "checkpoint"));
        }

        File.WriteAllText(Path.Combine(folder, "log.jsonl"), "{\"epoch\":0,\"st");
        var resumed = Invocation.Of(
            "train",
            path,
            "--output",
            folder,
            "--resume",
            "--threads",
            threads.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        resumed.Code.ShouldBe(ExitCode.Done, resumed.Error);
        resumed.Error.ShouldContain($"resumed after step {stopAfter} of 40");
        File.ReadAllBytes(Path.Combine(folder, "model.onnx")).ShouldBe(File.ReadAllBytes(Path.Combine(_scratch["whole"], "model.onnx")));
        File.ReadAllLines(Path.Combine(folder, "log.jsonl")).Length.ShouldBe(5);
    }

    [Fact]
    public void ARunThatFailsBeforeItSavedAnythingLosesNothingOfTheOneBefore()
    {
        var (path, folder) = (_scratch.Text("small.json", Recipe), _scratch["run"]);
        Invocation.Of("train", path, "-q", "--output", folder).Code.ShouldBe(ExitCode.Done);
        Dictionary<string, byte[]> Files() => Directory.EnumerateFiles(folder).ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes);
        var before = Files();
        var run = new RunFolder(folder);

        using (var earlier = new EarlierRun(run, goesOn: false))
        {
            Files().Keys.ShouldNotContain("checkpoint");
            File.WriteAllText(run.Log, "a line of the new run");
        }

        var after = Files();
        after.Keys.Order().ShouldBe(before.Keys.Order());
        after.ShouldAllBe(f => f.Value.SequenceEqual(before[f.Key]));

        // Killed, so that nothing was brought back; the next run does so first.
        _ = new EarlierRun(run, goesOn: false);
        File.WriteAllText(run.Log, "a line of the killed run");
        using (new EarlierRun(run, goesOn: false))
        {
        }

        Files().ShouldAllBe(f => f.Value.SequenceEqual(before[f.Key]));
        Invocation.Of("train", path, "-q", "--output", folder, "--seed", "7").Code.ShouldBe(ExitCode.Done);
        Files().Keys.Order().ShouldBe(before.Keys.Order(), "nothing is left aside");
        Files()["model.onnx"].ShouldNotBe(before["model.onnx"]);
    }

    [Fact]
    public void ADamagedCheckpointGivesWayToTheOneBefore()
    {
        var path = _scratch.Text("small.json", Recipe);
        Invocation.Of("train", path, "-q", "--output", _scratch["whole"]).Code.ShouldBe(ExitCode.Done);
        var folder = _scratch["damaged"];
        var checkpoint = Path.Combine(folder, "checkpoint");
        Directory.CreateDirectory(folder);
        using (var run = TrainingRun.Prepare(Relumine.Recipes.Recipe.Read(path)))
        {
            foreach (var steps in (int[])[12, 5])
            {
                _ = run.Steps().Take(steps).Count();
                run.WriteCheckpoint(checkpoint);
            }
        }

        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..^40]);
        var resumed = Invocation.Of("train", path, "--output", folder, "--resume");

        resumed.Code.ShouldBe(ExitCode.Done, resumed.Error);
        resumed.Error.ShouldContain("is damaged, so the run goes on from the one before");
        resumed.Error.ShouldContain("resumed after step 12 of 40");
        File.ReadAllBytes(Path.Combine(folder, "model.onnx")).ShouldBe(File.ReadAllBytes(Path.Combine(_scratch["whole"], "model.onnx")));
    }

    [Fact]
    public void CancelingKeepsWhatIsFinished()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var run = Invocation.Of(stop.Token, "train", _scratch.Text("small.json", Recipe), "--output", _scratch["cut"]);
        run.Code.ShouldBe(ExitCode.Canceled);
        run.Error.ShouldContain("cancelled after step 0 of 40");
        run.Error.ShouldContain("--resume --output");
        Directory
            .GetFiles(_scratch["cut"])
            .Select(Path.GetFileName)
            .Order()
            .ShouldBe(["checkpoint", "checkpoint.best", "log.jsonl", "model.best.onnx", "model.onnx", "report.html"]);
        Invocation.Of("train", _scratch["small.json"], "-q", "--output", _scratch["cut"], "--resume").Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public void ARunThatDivergesSaysWhereAndKeepsItsBestModel()
    {
        var path = _scratch.Text("hot.json", Recipe.Replace("\"lr\": 0.1", "\"lr\": 1e30", StringComparison.Ordinal));
        var run = Invocation.Of("train", path, "--output", _scratch["hot"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldMatch(@"Stopped at step \d+: the loss was no longer finite");
        run.Out.ShouldMatch(@"Reason: step \d+ \(epoch 1\): .*dense\d");
        run.Error.ShouldNotContain("failed:");

        // As with audits, what was found is no error unless a gate says so.
        foreach (var gate in (string[])["critical", "diverged-training", "info,nearly-dead-units"])
        {
            var judged = Invocation.Of("train", path, "-q", "--output", _scratch["judged"], "--fail-on", gate);
            judged.Code.ShouldBe(ExitCode.GateFailed);
            judged.Error.ShouldContain("failed: --fail-on: critical diverged-training: Training broke off at step");
        }

        OnnxModel.Load(Path.Combine(_scratch["hot"], "model.onnx")).Weights.Values.Where(w => w.Type == ElementType.Float32)
            .ShouldAllBe(w => w.ToDoubles().All(double.IsFinite));
    }

    [Fact]
    public void UnitsThatDieGetACertificate()
    {
        // Adam at a rate that kills without exploding.
        var path = _scratch.Text("kill.json", Recipe
            .Replace("{ \"sgd\": { \"lr\": 0.1, \"momentum\": 0.9 } }", "{ \"adam\": { \"lr\": 1 } }", StringComparison.Ordinal)
            .Replace("{ \"relu\": {} },", "{ \"relu\": {} }, { \"dense\": 16 }, { \"relu\": {} },", StringComparison.Ordinal));
        var run = Invocation.Of("train", path, "--output", _scratch["kill"], "--json", _scratch["kill.json.out"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var result = TrainingJson.Read(File.ReadAllText(_scratch["kill.json.out"]))!;
        result.Last!.Layers[1].Killed!.Value.ShouldBeGreaterThan(5);
        run.Error.ShouldContain("establishing how");
        result.Deaths.Count.ShouldBe(result.Last.Layers.Sum(l => l.Killed!.Value), "every unit that dies has its certificate");
        result.Deaths.ShouldAllBe(d => d.Exact);
        result.Findings.ShouldContain(f => f.Id == "killed-units" && f.Layer == "relu2");
        run.Out.ShouldContain($"First death: {result.Deaths[0].Layer} unit {result.Deaths[0].Unit} died in step {result.Deaths[0].Step}");
        var page = Documents.Parse(File.ReadAllText(Path.Combine(_scratch["kill"], "report.html")));
        Documents.Of(page, "h2").Select(h => h.Value).ShouldContain("How units died");

        // The gates of an audit, on what the run ended with; and certificates of deaths before a run was resumed.
        Invocation.Of("train", path, "-q", "--output", _scratch["kill"], "--max-dead", "5", "--max-dead-layer", "100%").ShouldJudge("--max-dead: ");
        Invocation.Of("train", path, "-q", "--output", _scratch["kill"], "--max-dead-layer", "10%").ShouldJudge("--max-dead-layer: ");
        Invocation.Of("train", path, "-q", "--output", _scratch["kill"], "--max-dead", "100%").Code.ShouldBe(ExitCode.Done);
        Invocation.Of("train", path, "--max-dead", "many").ShouldFail(ExitCode.WrongUsage, "--max-dead is 'many'");
        using (var part = TrainingRun.Prepare(Relumine.Recipes.Recipe.Read(path)))
        {
            _ = part.Steps().Take(25).Count();
            part.WriteCheckpoint(Path.Combine(_scratch["kill"], "checkpoint"));
        }

        Invocation.Of("train", path, "-q", "--output", _scratch["kill"], "--resume", "--json", _scratch["again.json"]).Code.ShouldBe(ExitCode.Done);
        TrainingJson.Read(File.ReadAllText(_scratch["again.json"]))!.Deaths.ShouldBe(result.Deaths);
    }

    [Fact]
    public void AnotherRecipeCannotBeResumedAndADamagedCheckpointIsRefused()
    {
        var folder = _scratch["r"];
        Invocation.Of("train", _scratch.Text("a.json", Recipe), "-q", "--output", folder).Code.ShouldBe(ExitCode.Done);
        var before = File.ReadAllBytes(Path.Combine(folder, "model.onnx"));
        Invocation.Of("train", _scratch.Text("b.json", Recipe.Replace("0.9", "0.8", StringComparison.Ordinal)), "--output", folder, "--resume")
            .ShouldFail(ExitCode.WrongUsage, "another recipe", "momentum: 0.9 → 0.8");
        var checkpoint = Path.Combine(folder, "checkpoint");
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..^9]);
        Invocation.Of("train", _scratch["a.json"], "--output", folder, "--resume").ShouldFail(ExitCode.BrokenFile, "checkpoint");
        File.ReadAllBytes(Path.Combine(folder, "model.onnx")).ShouldBe(before);
    }

    [Theory]
    [InlineData("{ \"blobs\": { \"sampels\": 5 } }", 2, "$.data", "'sampels'")]
    [InlineData("{ \"csv\": { \"path\": \"none.csv\" } }", 4, "none.csv", "no such file")]
    [InlineData("{ \"csv\": { \"path\": \"infinite.csv\" } }", 4, "line 2, column 2", "inf")]
    [InlineData("{ \"csv\": { \"path\": \"ragged.csv\" } }", 4, "line 2", "2")]
    [InlineData("{ \"csv\": { \"path\": \"label.csv\" } }", 4, "row 1", "label 9")]
    [InlineData("{ \"teacher\": { } }", 2, "$.loss", "labels")]
    [InlineData("{ \"blobs\": { } }", 2, "$.loss", "10 classes")]
    public void ABadRecipeOrBadDataAreNamed(string data, int code, string place, string what)
    {
        _scratch.Text("infinite.csv", "1,2,0\n3,inf,1\n");
        _scratch.Text("ragged.csv", "1,2,0\n3,1\n");
        _scratch.Text("label.csv", "1,2,0\n3,4,9\n");
        var path = _scratch.Text("bad.json", $$"""{ "data": {{data}}, "model": [ { "dense": 4 } ], "loss": "softmaxCrossEntropy" }""");
        Invocation.Of("train", path).ShouldFail((ExitCode)code, place, what);
        Directory.Exists(_scratch["bad-run"]).ShouldBeFalse("nothing is made for a run that cannot begin");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5m")]
    public void ACheckpointIntervalIsStepsOrSeconds(string text) =>
        Invocation.Of("train", "x.json", "--checkpoint-every", text).ShouldFail(ExitCode.WrongUsage, "--checkpoint-every takes", text);
}

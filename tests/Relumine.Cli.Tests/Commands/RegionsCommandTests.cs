using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Geometry.Folds;
using Relumine.Graph.Errors;
using Relumine.Onnx;
using Relumine.Reports.Tests.Pages;
using Relumine.Testing;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine regions</c>.</summary>
public sealed class RegionsCommandTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 16)]
    [InlineData(5, 1024)]
    public void ATwiceFoldedSheetHasFourTimesAsManyPiecesALayer(int folds, int pieces)
    {
        var counted = Json("regions", Fold(2, folds), "--box", "0..1", "--json", "-", "-q");

        counted.GetProperty("schema").GetString().ShouldBe("relumine.regions/1");
        counted.GetProperty("affinePieces").GetInt32().ShouldBe(pieces);
        counted.GetProperty("cells").GetInt32().ShouldBe(pieces);
        (counted.GetProperty("vertices").GetInt32() - counted.GetProperty("edges").GetInt32() + pieces).ShouldBe(1);
        counted.GetProperty("area").GetDouble().ShouldBe(1, 1e-12);
        counted.GetProperty("cellsByLayer").EnumerateArray().Select(l => l.GetProperty("cells").GetInt32())
            .ShouldBe(Enumerable.Range(1, folds).Select(l => 1 << (2 * l)));
    }

    [Fact]
    public void TentsHaveTheirKnotsAtEvenPlaces()
    {
        var counted = Json("regions", Fold(1, 4), "--box", "0..1", "--json", "-");

        counted.GetProperty("pieces").GetInt32().ShouldBe(16);
        counted.GetProperty("breakpoints").EnumerateArray().Select(b => b.GetProperty("at").GetDouble()).ShouldBe(Enumerable.Range(1, 15).Select(k
            => k / 16.0));
        counted.GetProperty("breakpoints")[7].GetProperty("units")[0].GetProperty("layer").GetInt32().ShouldBe(0);
    }

    [Fact]
    public void ABoxOfThreeInputsIsCountedAndDrawnInSlices()
    {
        var model = _scratch["three.onnx"];
        Relumine.Onnx.OnnxModel.Save(Relumine.Engine.Networks.Network.Input(3).Dense(4).Relu().Dense(3).Relu().Dense(1).Build(7), model);

        var run = Invocation.Of("regions", model, "--box", "-1..1");
        var json = Invocation.Of("regions", model, "--box", "-1..1,-1..1,0..1", "--json", "-");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("V − E + F − C");
        run.Out.ShouldContain("of the box's 8");
        using var document = System.Text.Json.JsonDocument.Parse(json.Out);
        int Of(string name) => document.RootElement.GetProperty(name).GetInt32();
        document.RootElement.GetProperty("kind").GetString().ShouldBe("box");
        (Of("vertices") - Of("edges") + Of("faces") - Of("cells")).ShouldBe(1);
        document.RootElement.GetProperty("volume").GetDouble().ShouldBe(4, 1e-9);
        var (page, picture) = (_scratch["slices.html"], _scratch["slices.svg"]);
        Invocation.Of("regions", model, "--box", "-1..1,-1..1,0..1", "--html", page, "--svg", picture).Code.ShouldBe(ExitCode.Done);
        var view = Relumine.Geometry.Views.PiecewiseLinearModel.Of(OnnxModel.Load(model));
        var slices = Enumerable.Range(0, 8).Select(i => Relumine.Geometry.Regions.CellsOfPlane(
            view, [0, 0, (i + 0.5) / 8], [1, 0, 0], [0, 1, 0], new Relumine.Geometry.Planes.PlaneBox(-1, 1)).Count()).ToArray();
        var drawn = Documents.Parse(File.ReadAllText(picture)).Root!;
        drawn.Elements().Where(e => e.Name.LocalName == "svg").Select(e => e.Elements().Single(d => d.Name.LocalName == "desc").Value.Split(' ')[0])
            .ShouldBe(slices.Select(c => $"{c}"));
        Documents.Parse(File.ReadAllText(page)).Descendants().Count(e => e.Name.LocalName == "figcaption").ShouldBe(8);
    }

    [Fact]
    public void BoundsStandBesideTheCount()
    {
        var bounds = Json("regions", Fold(2, 2), "--box", "0..1", "--json", "-").GetProperty("bounds");

        // Widths 4, 4 on two inputs: Σ C(4, j) = 11; Montúfar 2² · 11 = 44; 3·2 units a layer are too many for Serra's lower bound.
        bounds.GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()).ShouldBe([4, 4]);
        bounds.GetProperty("firstLayer").GetInt32().ShouldBe(11);
        bounds.GetProperty("lowerMontufar").GetInt32().ShouldBe(44);
        bounds.GetProperty("lowerSerra").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [SharedFact("models/lindex/model.onnx")]
    public void TheLearnedIndexHas87Pieces()
    {
        var counted = Json("regions", Shared.Path("models/lindex/model.onnx"), "--box", "0..1", "--json", "-");

        counted.GetProperty("pieces").GetInt32().ShouldBe(87);
    }

    [Fact]
    public void ALineAndAPlaneGoThroughSamplesByNumberAndThroughPoints()
    {
        var data = _scratch.Text("data.csv", "0.25,0.5\n0.75,0.5\n0.25,1\n");
        var model = Fold(2, 1);

        // Along t → (0.25 + 0.5·t, 0.5) only the first coordinate bends, at 0.5.
        var line = Json("regions", model, "--data", data, "--line", "0", "1", "--json", "-");
        line.GetProperty("breakpoints")[0].GetProperty("at").GetDouble().ShouldBe(0.5);
        var plane = Json("regions", model, "--data", data, "--plane", "0", "1", "0.25,1", "--json", "-");
        plane.GetProperty("area").GetDouble().ShouldBe(0.75 * 0.75, 1e-12);
        Invocation.Of("regions", model, "--data", data, "--line", "0", "3").ShouldFail(ExitCode.WrongUsage, "there is no sample 3",
            "3 samples, counted from 0");
        Invocation.Of("regions", model, "--data", data, "--line", "0", "1", "--html", _scratch["line.html"]).Code.ShouldBe(ExitCode.Done);
        Documents.Parse(File.ReadAllText(_scratch["line.html"])).Of("li").Select(l => l.Value).ShouldBe(["output 0", "output 1", "layer 1 bends"]);
        Invocation.Of("regions", model, "--line", "0", "3").ShouldFail(ExitCode.WrongUsage, "no data are given");
        Invocation.Of("regions", model, "--data", data, "--plane", "0", "1", "0.5,0.5").ShouldFail(ExitCode.WrongUsage, "lie on one line");
    }

    [Fact]
    public void BoxesComeFromTextFilesAndData()
    {
        var box = _scratch.Text("box.csv", "0,0\n0.5,1\n");
        var data = _scratch.Text("data.csv", "0,0\n0.5,2\n");
        var model = Fold(2, 1);

        Json("regions", model, "--box", box, "--json", "-").GetProperty("cells").GetInt32().ShouldBe(2);
        Json("regions", model, "--box", "0..0.5,0..1", "--json", "-").GetProperty("cells").GetInt32().ShouldBe(2);
        Json("regions", model, "--box", "data", "--data", data, "--json", "-").GetProperty("boxArea").GetDouble().ShouldBe(1);
        Invocation.Of("regions", model).ShouldFail(ExitCode.WrongUsage, "Give --box MIN..MAX");
        Invocation.Of("regions", model, "--box", "1..0").ShouldFail(ExitCode.WrongUsage, "MIN..MAX");
        Invocation.Of("regions", model, "--box", "0..").ShouldFail(ExitCode.WrongUsage, "four ends");
        Json("regions", Fold(3, 1), "--box", "0..1", "--json", "-").GetProperty("cells").GetInt32().ShouldBe(8);
        Relumine.Onnx.OnnxModel.Save(Relumine.Engine.Networks.Network.Input(4).Dense(3).Relu().Dense(1).Build(7), _scratch["four.onnx"]);
        Invocation.Of("regions", _scratch["four.onnx"], "--box", "0..1").ShouldFail(ExitCode.WrongUsage, "4 numbers", "--line A B");
    }

    [Fact]
    public void ThePageIsWellFormedAndNamesAreHarmless()
    {
        var model = _scratch["a<b>.onnx"];
        OnnxModel.Save(PaperFold.Model(2, 3), model);
        var (page, picture) = (_scratch["page.html"], _scratch["picture.svg"]);

        Invocation.Of("regions", model, "--box", "0..1", "--html", page, "--svg", picture).Code.ShouldBe(ExitCode.Done);

        var read = Documents.Parse(File.ReadAllText(page));
        read.Of("script").ShouldBeEmpty();
        File.ReadAllText(page).ShouldNotContain("a<b>");

        // One path a tint and one a layer, however many cells there are.
        File.ReadAllText(picture).Split("<path").Length.ShouldBeLessThan(25);
        Documents.Parse(File.ReadAllText(picture)).Root!.Name.LocalName.ShouldBe("svg");
    }

    [Fact]
    public void ARecipeIsTrainedFirstAndItsDataLieOnTop()
    {
        var recipe = _scratch.Text("two.json", """
            { "schema": "relumine.recipe/1", "data": { "circles": {} }, "model": [ { "dense": 6 }, { "relu": {} }, { "dense": 2 } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "batch": 32, "epochs": 2, "seed": 1 }
            """);

        var run = Invocation.Of("regions", recipe, "--svg", _scratch["two.svg"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain("trained first");
        run.Out.ShouldContain("V − E + C");
        File.ReadAllText(_scratch["two.svg"]).ShouldContain("class=\"dots p-1\"");
    }

    [Fact]
    public void PiecesAreCountedWhileANetworkLearns()
    {
        var recipe = _scratch["spiral.json"];
        File.WriteAllText(recipe, """
            { "data": { "circles": { "samples": 200 } }, "model": [ { "dense": 8 }, { "relu": {} }, { "dense": 1 } ],
              "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.02 } }, "batch": 20, "epochs": 4, "seed": 1 }
            """);

        var regions = Json("train", recipe, "-o", _scratch["run"], "--regions", "10", "--json", "-", "-q").GetProperty("regions");

        regions.EnumerateArray().Select(r => r.GetProperty("step").GetInt32()).ShouldBe([0, 10, 20, 30, 40]);
        regions.EnumerateArray().ShouldAllBe(r => r.GetProperty("cells").GetInt32() >= 1 && r.GetProperty("piecesPerLine").GetDouble() >= 1);
        regions.EnumerateArray().Max(r => r.GetProperty("cells").GetInt32()).ShouldBeInRange(9, 37);
        var report = File.ReadAllText(Path.Combine(_scratch["run"], "report.html"));
        report.ShouldContain("Linear pieces while it learned");
        report.ShouldContain("after step 40");
    }

    private string Fold(int coordinates, int folds)
    {
        var path = _scratch[$"fold{coordinates}-{folds}.onnx"];
        OnnxModel.Save(PaperFold.Model(coordinates, folds), path);
        return path;
    }

    private static JsonElement Json(params string[] args)
    {
        var run = Invocation.Of(args);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }
}

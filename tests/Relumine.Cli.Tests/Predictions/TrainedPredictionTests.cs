using System.Globalization;
using System.Text;
using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;

namespace Relumine.Cli.Tests.Predictions;

/// <summary><c>relumine run --csv</c> of networks that were trained here: answers in the words and units of their table.</summary>
public sealed class TrainedPredictionTests : IDisposable
{
    private const int Count = 90;
    private static readonly string[] s_kinds = ["iris", "rose", "tulip"];

    private readonly TinyNetwork _scratch = new();
    private readonly string[][] _flowers = [.. Enumerable.Range(0, Count).Select(Flower)];

    public TrainedPredictionTests() => Save("flowers.csv", [0, 1, 2, 3, 4]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ClassesAreNamedAndAsAccurateAsTheAuditSays()
    {
        // Few epochs, so that not all is right.
        var model = Train("\"flowers.csv\"", 3, "softmaxCrossEntropy", epochs: 3);
        var table = PredictedTable.Of(model, _scratch["flowers.csv"]);

        table.Headings.ShouldBe(["row", "prediction", "probability of iris", "probability of rose", "probability of tulip"]);
        var right = table.Column(1).Where((name, i) => name == _flowers[i][4]).Count();
        right.ShouldBeInRange(1, Count - 1, "otherwise nothing is compared");
        Invocation.Of("audit", model, "--data", _scratch["flowers.csv"]).Out.ShouldContain($"{right} of {Count} labels");
        for (var i = 0; i < Count; i++)
        {
            var shares = Enumerable.Range(2, 3).Select(c => table.Numbers(c)[i]).ToArray();
            shares.Sum().ShouldBe(1, 1e-6);
            s_kinds[Array.IndexOf(shares, shares.Max())].ShouldBe(table.Rows[i][1]);
        }
    }

    [Fact]
    public void ColumnsMayBeInAnyOrderAndLackTheTarget()
    {
        var model = Train("\"flowers.csv\"", 3, "softmaxCrossEntropy", epochs: 5);
        var table = PredictedTable.Of(model, _scratch["flowers.csv"]);

        PredictedTable.Of(model, Save("turned.csv", [3, 2, 1, 0])).Rows.ShouldBe(table.Rows);
        PredictedTable.Of(model, Save("more.csv", [4, 0, 3, 1, 2])).Rows.ShouldBe(table.Rows);
    }

    [Fact]
    public void WhatIsNewIsToldAndWhatIsLackingRefused()
    {
        var model = Train("\"flowers.csv\"", 3, "softmaxCrossEntropy", epochs: 1);

        var fresh = _scratch.Text("new.csv", "length,width,colour,share\n1.5,0.2,purple,5 %\n,,,\n");
        var run = Invocation.Of("run", model, "--data", fresh, "--csv", _scratch["p.csv"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain("'purple' in line 2");
        File.ReadLines(_scratch["p.csv"]).Count().ShouldBe(3);

        Invocation.Of("run", model, "--data", _scratch.Text("less.csv", "width,colour,share\n1,red,5 %\n"), "--csv", _scratch["q.csv"])
            .ShouldFail(ExitCode.BrokenFile, "lacks a column", "'length'");
        File.Exists(_scratch["q.csv"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("length", "length", 0, 1)]
    [InlineData("share", "share in %", 3, 3)]
    public void NumbersAreInTheUnitsOfTheTable(string target, string heading, int column, double close)
    {
        var model = Train($$"""{ "path": "flowers.csv", "target": "{{target}}" }""", 1, "meanSquaredError", epochs: 80, ", \"standardizeTargets\": true");
        var table = PredictedTable.Of(model, _scratch["flowers.csv"]);

        table.Headings.ShouldBe(["row", heading]);
        var errors = table.Numbers(1).Select((y, i) => Math.Abs(y - double.Parse(_flowers[i][column].TrimEnd('%', ' '), CultureInfo.InvariantCulture)));
        errors.Average().ShouldBeLessThan(close);
    }

    [Fact]
    public void OneOutputTellsTwoClasses()
    {
        var rows = _flowers.Where(f => f[4] != "iris").ToArray();
        var two = _scratch.Text("two.csv", "width,kind\n" + string.Concat(rows.Select(f => $"{f[1]},{(f[4] == "rose" ? "=rose" : f[4])}\n")));
        var model = Train("\"two.csv\"", 1, "binaryCrossEntropy", epochs: 60);
        var table = PredictedTable.Of(model, two);

        table.Headings.ShouldBe(["row", "prediction", "probability of =rose", "probability of tulip"]);
        var (first, second) = (table.Numbers(2), table.Numbers(3));
        for (var i = 0; i < rows.Length; i++)
        {
            (first[i] + second[i]).ShouldBe(1, 1e-6);

            // A spreadsheet would take the name for a formula.
            table.Rows[i][1].ShouldBe(second[i] > 0.5 ? "tulip" : "'=rose");
        }

        table.Column(1).Where((name, i) => name.TrimStart('\'', '=') == rows[i][4]).Count().ShouldBeGreaterThan(rows.Length * 9 / 10);
    }

    [Fact]
    public void MinusOneIsANumberAndNoFormula()
    {
        var two = _scratch.Text("signs.csv", "length,kind\n" + string.Concat(_flowers.Select(f => $"{f[0]},{(f[4] == "iris" ? -1 : 1)}\n")));
        var table = PredictedTable.Of(Train("\"signs.csv\"", 2, "hinge", epochs: 60), two);

        table.Headings.ShouldBe(["row", "prediction", "score of -1", "score of 1"]);
        table.Column(1).Distinct().Order().ShouldBe(["-1", "1"]);
    }

    [Fact]
    public void SeveralLabelsHaveAProbabilityEach()
    {
        _scratch.Text("x.csv", "length,width\n" + string.Concat(_flowers.Select(f => $"{f[0]},{f[1]}\n")));
        _scratch.Text("y.csv", "long,wide\n" + string.Concat(_flowers.Select(f => $"{(Number(f[0]) > 3 ? 1 : 0)},{(Number(f[1]) > 1.5 ? 1 : 0)}\n")));
        var model = Train("""{ "path": "x.csv", "targets": "y.csv" }""", 2, "binaryCrossEntropy", epochs: 150);
        var table = PredictedTable.Of(model, _scratch["x.csv"]);

        table.Headings.Length.ShouldBe(3);
        table.Headings.Skip(1).ShouldAllBe(h => h.StartsWith("probability of ", StringComparison.Ordinal));
        for (var label = 0; label < 2; label++)
        {
            var (limit, numbers) = (label == 0 ? 3 : 1.5, table.Numbers(label + 1));
            numbers.ShouldAllBe(p => p >= 0 && p <= 1);
            numbers.Where((p, i) => p > 0.5 == Number(_flowers[i][label]) > limit).Count().ShouldBeGreaterThan(Count * 9 / 10);
        }
    }

    [Fact]
    public void TheTerminalShowsTheFirstRowsAndStandardOutputTakesAll()
    {
        var model = Train("\"flowers.csv\"", 3, "softmaxCrossEntropy", epochs: 1);
        var shown = Invocation.Of("run", model, "--data", _scratch["flowers.csv"], "--csv", _scratch["p.csv"]).Out;
        shown.ShouldContain("prediction");
        shown.ShouldContain($"{_scratch["p.csv"]}: {Count} rows, 5 columns");
        shown.Split('\n').Length.ShouldBeLessThan(15);

        Invocation.Of("run", model, "--data", _scratch["flowers.csv"], "--csv", "-").Out.ShouldBe(File.ReadAllText(_scratch["p.csv"]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Flower(int i)
    {
        var (random, kind) = (new Random(i), i % 3);
        string Size(double least, double spread) => (least + (random.NextDouble() * spread)).ToString("0.0", CultureInfo.InvariantCulture);
        var length = Size(1 + (1.4 * kind), 2);
        var colour = random.Next(9) == 0 ? "" : kind == 0 ? "white" : "red";
        return [length, Size(0.2 + (0.8 * kind), 0.5), colour, $"{(int)(Number(length) * 10)} %", s_kinds[kind]];
    }

    private string Save(string name, int[] columns)
    {
        string[] headings = ["length", "width", "colour", "share", "species"];
        var text = new StringBuilder().AppendJoin(',', columns.Select(c => headings[c])).Append('\n');
        foreach (var flower in _flowers)
        {
            text.AppendJoin(',', columns.Select(c => flower[c])).Append('\n');
        }

        return _scratch.Text(name, text.ToString());
    }

    private string Train(string csv, int outputs, string loss, int epochs, string data = "")
    {
        _scratch.Text("r.json", $$"""
            { "data": { "csv": {{csv}}, "validation": 0.2, "standardize": true{{data}} },
              "model": [ { "dense": 16 }, "relu", { "dense": {{outputs}} } ],
              "loss": "{{loss}}", "optimizer": { "adam": { "lr": 0.02 } }, "epochs": {{epochs}} }
            """);
        var run = Invocation.Of("train", _scratch["r.json"], "--output", _scratch["out"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        return Path.Combine(_scratch["out"], "model.onnx");
    }
}

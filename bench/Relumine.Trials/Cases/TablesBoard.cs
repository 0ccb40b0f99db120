using System.Globalization;
using System.Text;
using Relumine.Doctor.Checkups;
using Relumine.Recipes;
using Relumine.Recipes.Data;

namespace Relumine.Trials.Cases;

/// <summary>
/// Five small tables that everybody knows, raw, with three optimizers: what a user's first program does, what the doctor makes
/// of it, and what standardisation and Adam with its customary rate reach.
/// </summary>
internal sealed class TablesBoard : CaseBoard
{
    private const string CleanEnding = ".clean.json";

    private static readonly (string Name, string Source, int Outputs)[] s_tables =
    [
        ("breast-cancer", """{ "csv": { "path": "breast_cancer.csv", "skip": 1 } }""", 2),
        ("wine", """{ "csv": { "path": "wine_data.csv", "skip": 1 } }""", 3),
        ("iris", """{ "csv": { "path": "iris.csv", "skip": 1 } }""", 3),
        ("diabetes", """{ "csv": { "path": "diabetes_data_raw.csv.gz", "delimiter": " ", "targets": "diabetes_target.csv.gz" } }""", 1),
        ("digits", """{ "csv": { "path": "digits.csv.gz" } }""", 10),
    ];

    private static readonly (string Name, string Json)[] s_optimizers =
    [
        ("sgd-0.01", """{ "sgd": { "lr": 0.01 } }"""),
        ("adam-0.001", """{ "adam": { "lr": 0.001 } }"""),
        ("adam-0.05", """{ "adam": { "lr": 0.05 } }"""),
    ];

    /// <inheritdoc/>
    public override string Name => "tables";

    /// <inheritdoc/>
    public override string Description => "Makes checkups of networks on five well-known tables, raw, with three optimizers";

    /// <inheritdoc/>
    public override string FolderDescription => "breast_cancer.csv, wine_data.csv, iris.csv, diabetes_data_raw.csv.gz, diabetes_target.csv.gz, digits.csv.gz";

    /// <inheritdoc/>
    public override int CustomarySeeds => 5;

    /// <inheritdoc/>
    public override CaseSet Open(string folder, string? expectations)
    {
        var own = Directory.CreateTempSubdirectory("relumine-tables");
        foreach (var (table, source, outputs) in s_tables)
        {
            var isRegression = outputs == 1;
            foreach (var (optimizer, json) in s_optimizers)
            {
                string Text(string more, string by) => $$"""
                    { "data": { {{source.Trim()[1..^1]}}{{more}} },
                      "model": [ { "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": {{outputs}} } ],
                      "loss": "{{(isRegression ? "meanSquaredError" : "softmaxCrossEntropy")}}", "optimizer": {{by}}, "batch": 32, "epochs": 40 }
                    """;
                var clean = $", \"standardise\": true{(isRegression ? ", \"standardiseTargets\": true" : "")}";
                var name = Path.Combine(own.FullName, $"{table}-{optimizer}");
                File.WriteAllText(name + ".json", At(folder, Text("", json)));
                File.WriteAllText(name + CleanEnding, At(folder, Text(clean, s_optimizers[1].Json)));
            }
        }

        var open = new Dictionary<string, CaseExpectation>();
        return new([.. Case.Find(own.FullName, CleanEnding, open).Select(c => c with { Folds = HeldOut.Folds })], own);
    }

    /// <inheritdoc/>
    public override BoardDocument Document(IReadOnlyList<Case> cases, IReadOnlyList<CaseResult> results)
    {
        var rows = CaseTable.Rows(cases, results);
        var cells = rows.SelectMany(Cell.Of).ToArray();
        var pairs = rows.SelectMany(Chance).ToArray();
        var cured = rows.SelectMany(r => r.Outcomes).Where(o => o.Result.Verdict == Verdict.Cured).ToArray();
        var figures = new BoardFigures([
            new("treated within 2 points of clean (0.05 in R²)", cells.Count(c => c.IsNear), cells.Length),
            new("clean networks of two seeds within as much of each other's score: what chance leaves", pairs.Count(p => p), pairs.Length),
            new("treated networks below the untreated one by as much", cells.Count(c => c.IsWorse), cells.Count(c => c.IsTreated)),
            new("untreated within as much", cells.Count(c => c.Untreated >= c.Clean - c.Points), cells.Length),
            new("cures claimed below 95 % of clean, each draw by itself", cured.Count(o => o.FalseCure), cured.Length),
        ]);
        var text = new StringBuilder("""
            # Well-known tables, raw

            Networks with three layers of 64 ReLUs on tables as they are, batches of 32, 40 epochs, beside the clean recipe: the same network
            on standardised data with Adam 0.001. A quarter of the rows is kept aside before doctor and recipes see any; scores are of these:
            accuracy, or R² (diabetes). Of so few rows (36 flowers) one is nearly three points, so every seed is done four times, each time with another
            quarter kept aside, and its scores are the means: each row is judged once. The table has the medians of the seeds. A network that was not
            treated counts as it is. How far chance alone carries such scores is seen of the clean recipe with the other seeds, held to the same yardstick.
            Written by
            `dotnet run -c Release --project bench/Relumine.Trials -- tables DIR --seeds 5 --output docs/clinic`.


            """.ReplaceLineEndings("\n"));
        text.Append("## Together\n\n").Append(figures.Markdown());
        text.Append("\n## Each\n\n| table and optimizer | verdict | causes | untreated | treated | clean | near clean | clean by another seed |\n");
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            Cell[] mine = [.. Cell.Of(row)];
            string Median(Func<Cell, double> score) =>
                CaseTable.Score(mine.Select(score).Where(double.IsFinite).Order().ToArray() is { Length: > 0 } v ? v[v.Length / 2] : double.NaN);
            var causes = CaseTable.Counts(row.Outcomes.Select(o => o.Result.Causes is [var first, ..] ? first : "–"));
            text.Append($"| {row.Name} | {CaseTable.Verdicts(row.Outcomes)} | {causes} ");
            text.Append($"| {Median(c => c.Untreated)} | {Median(c => c.IsTreated ? c.Final : double.NaN)} | {Median(c => c.Clean)} ");
            bool[] chance = [.. Chance(row)];
            text.Append(CultureInfo.InvariantCulture, $"| {mine.Count(c => c.IsNear)} of {mine.Length} ");
            text.Append(CultureInfo.InvariantCulture, $"| {chance.Count(c => c)} of {chance.Length} |\n");
        }

        var far = cells.Where(c => !c.IsNear).SelectMany(c => c.Outcomes).ToHashSet();
        text.Append("\n## What failed\n\n").Append(CaseTable.Failures(rows,
            ("Draws of seeds that are not near the clean score", far.Contains,
                o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}")));
        return new(text.ToString(), BoardJson.Of("relumine.tables-scoreboard/1", figures, rows));
    }

    // Whether the clean networks of one seed would count as near those of another.
    private static IEnumerable<bool> Chance(CaseRow row) =>
        Cell.Of(row).ToArray() is var cells ? from one in cells from other in cells where one != other select other.Clean >= one.Clean - one.Points : [];

    /// <summary>A table and optimizer with one seed: the means of its draws.</summary>
    private sealed record Cell(CaseRow Row, IReadOnlyList<CaseOutcome> Outcomes)
    {
        public double Points => Row.Name.StartsWith("diabetes", StringComparison.Ordinal)
            ? Outcomes[0].Limits.DeterminationPoints : Outcomes[0].Limits.AccuracyPoints;

        public double Untreated => Outcomes.Average(o => o.Result.Untreated);

        /// <summary>What the user is left with.</summary>
        public double Final => Outcomes.Average(o => o.Final);

        public double Clean => Outcomes.Average(o => o.Result.Clean);

        public bool IsTreated => Outcomes.Any(o => double.IsFinite(o.Result.Treated));

        public bool IsNear => Final >= Clean - Points;

        public bool IsWorse => IsTreated && Final < Untreated - Points;

        public static IEnumerable<Cell> Of(CaseRow row) => row.Outcomes.GroupBy(o => o.Result.Seed).Select(g => new Cell(row, [.. g]));
    }

    // Paths of a recipe are relative to its own folder.
    private static string At(string folder, string json)
    {
        var recipe = Recipe.Parse(json);
        var full = Path.GetFullPath(folder);
        return (recipe.Data is CsvData csv
            ? recipe with { Data = csv with { Path = Path.Combine(full, csv.Path), Targets = csv.Targets is { } t ? Path.Combine(full, t) : null } }
            : recipe).ToJson();
    }
}

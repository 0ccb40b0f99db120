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
        return new(Case.Find(own.FullName, CleanEnding, open), own);
    }

    /// <inheritdoc/>
    public override BoardDocument Document(IReadOnlyList<Case> cases, IReadOnlyList<CaseResult> results)
    {
        var rows = CaseTable.Rows(cases, results);
        var all = rows.SelectMany(r => r.Outcomes.Select(o => (Row: r, Outcome: o))).ToArray();
        var pairs = rows.SelectMany(Chance).ToArray();
        var figures = new BoardFigures([
            new("treated within 2 points of clean (0.05 in R²)", all.Count(o => IsNear(o.Row, o.Outcome)), all.Length),
            new("clean networks of two seeds within as much of each other's score: what chance leaves", pairs.Count(p => p), pairs.Length),
            new("the same, or but for one sample", all.Count(o => IsNear(o.Row, o.Outcome, o.Outcome.Result.Kept)), all.Length),
            new(
                "treated networks below the untreated one by as much",
                all.Count(o => IsWorse(o.Row, o.Outcome)), all.Count(o => double.IsFinite(o.Outcome.Result.Treated))),
            new("untreated within as much", all.Count(o => IsNear(o.Row, Untreated(o.Outcome))), all.Length),
            new("cures claimed below 95 % of clean", all.Count(o => o.Outcome.FalseCure), all.Count(o => o.Outcome.Result.Verdict == Verdict.Cured)),
        ]);
        var text = new StringBuilder("""
            # Well-known tables, raw

            Networks with three layers of 64 ReLUs on tables as they are, batches of 32, 40 epochs, beside the clean recipe: the same network
            on standardised data with Adam 0.001. A quarter of the rows is kept aside before doctor and recipes see any; scores are of these:
            accuracy, or R² (diabetes), medians of the seeds. A network that was not treated counts as it is. How far chance alone carries scores of
            so few samples is seen of the clean recipe with the other seeds, held to the same yardstick: doing just what it does reaches no more. Written by
            `dotnet run -c Release --project bench/Relumine.Trials -- tables DIR --seeds 5 --output docs/clinic`.


            """.ReplaceLineEndings("\n"));
        text.Append("## Together\n\n").Append(figures.Markdown());
        text.Append("\n## Each\n\n| table and optimizer | verdict | causes | untreated | treated | clean | near clean | clean by another seed |\n");
        text.Append("|---|---|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            var outcomes = row.Outcomes;
            string Median(Func<CaseOutcome, double> score) =>
                CaseTable.Score(outcomes.Select(score).Where(double.IsFinite).Order().ToArray() is { Length: > 0 } v ? v[v.Length / 2] : double.NaN);
            text.Append($"| {row.Name} | {CaseTable.Verdicts(outcomes)} | {CaseTable.Counts(outcomes.Select(o => o.Result.Causes is [var f, ..] ? f : "–"))} ");
            text.Append($"| {Median(o => o.Result.Untreated)} | {Median(o => o.Result.Treated)} | {Median(o => o.Result.Clean)} ");
            bool[] chance = [.. Chance(row)];
            text.Append(CultureInfo.InvariantCulture, $"| {outcomes.Count(o => IsNear(row, o))} of {outcomes.Count} ");
            text.Append(CultureInfo.InvariantCulture, $"| {chance.Count(c => c)} of {chance.Length} |\n");
        }

        text.Append("\n## What failed\n\n").Append(CaseTable.Failures(rows,
            ("Not near the clean score", o => !IsNear(rows.First(r => r.Outcomes.Contains(o)), o),
                o => $"{CaseTable.Said(o)}, {CaseTable.Scored(o)}: {string.Join(", ", o.Result.Treatment)}")));
        return new(text.ToString(), BoardJson.Of("relumine.tables-scoreboard/1", figures, rows));
    }

    /// <summary>Whether what the user is left with is as good as the clean recipe, but for little.</summary>
    /// <param name="row">The case.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="kept">If one sample of so many may be wrong besides: of 36 flowers one is nearly three points. 0 for none.</param>
    internal static bool IsNear(CaseRow row, CaseOutcome outcome, int kept = 0) =>
        outcome.Final >= outcome.Result.Clean - Math.Max(Points(row, outcome), !IsRegression(row) && kept > 0 ? (1.0 / kept) + 1e-9 : 0);

    // Whether the clean network of one seed would count as near that of another.
    private static IEnumerable<bool> Chance(CaseRow row) =>
        from one in row.Outcomes
        from other in row.Outcomes
        where one != other && double.IsFinite(one.Result.Clean)
        select IsNear(row, one with { Result = one.Result with { Untreated = other.Result.Clean, Treated = double.NaN } });

    private static CaseOutcome Untreated(CaseOutcome outcome) => outcome with { Result = outcome.Result with { Treated = double.NaN } };

    private static bool IsWorse(CaseRow row, CaseOutcome outcome) => outcome.Result.Treated < outcome.Result.Untreated - Points(row, outcome);

    private static bool IsRegression(CaseRow row) => row.Name.StartsWith("diabetes", StringComparison.Ordinal);

    private static double Points(CaseRow row, CaseOutcome outcome) => IsRegression(row) ? outcome.Limits.DeterminationPoints : outcome.Limits.AccuracyPoints;

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

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>A table in a text file; see <see cref="TableOptions"/>.</summary>
/// <param name="Path">The file, relative to the recipe's folder.</param>
/// <param name="Label">Which column is the target: <c>last</c>, <c>first</c>, <c>none</c>, a name of the header, or a number from 1.</param>
/// <param name="Skip">Lines to skip before the header or the first row.</param>
/// <param name="Delimiter">What stands between fields; null to find out.</param>
/// <param name="Targets">Another CSV file with the targets, a row for each sample; null for none.</param>
/// <param name="Divide">What every feature is divided by; not 0.</param>
public sealed record CsvData(string Path = "", string Label = "last", int Skip = 0, char? Delimiter = null, string? Targets = null, double Divide = 1)
    : RecipeData
{
    /// <inheritdoc/>
    public override string Name => "csv";

    /// <inheritdoc/>
    public override string Summary => "a table in a text file";

    /// <inheritdoc/>
    internal override string Shorthand => "path";

    /// <summary>The column that says how much each sample counts, by name or index; null for none.</summary>
    public string? Weights { get; init; }

    /// <summary>What is said about columns, missing values, categories and dates; what stands in the other properties does not count here.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>All that is said about the table.</summary>
    public TableOptions Options => Table with
    {
        Target = LabelColumn.Parse(Label),
        Skip = Skip,
        Delimiter = Delimiter,
        Scaling = Divide == 1 ? null : new Scaling { Divide = Divide },
    };

    /// <summary>Whether two say the same about the same table.</summary>
    public bool Equals(CsvData? other) => other is not null && Json() == other.Json();

    /// <inheritdoc/>
    public override int GetHashCode() => Json().GetHashCode(StringComparison.Ordinal);

    internal override RecipeData Read(RecipeFields fields)
    {
        var path = fields.Need("path", "the CSV file").Text();
        var targets = fields.Take("targets")?.Text();
        var (labelled, targeted) = (fields.Take("label"), fields.Take("target"));
        if (labelled is not null && targeted is not null)
        {
            throw fields.Entry.Fail("has a label and a target, which are the same. Leave one out.");
        }

        var label = (labelled ?? targeted) is not { } given ? (targets is null ? Label : "none")
            : given.Value.ValueKind == JsonValueKind.Number ? given.Integer(1).ToString(CultureInfo.InvariantCulture)
            : given.Text();
        var skip = fields.Integer("skip", Skip, 0);
        var delimiter = fields.Take("delimiter");
        var divide = IdxData.ReadDivide(fields);
        var weights = fields.Take("weights");
        var table = TableForm.Read(fields);
        return targets is null || label == "none"
            ? new CsvData(path, label, skip, delimiter is { } d ? One(d) : null, targets, divide)
            {
                Table = table,
                Weights = weights is { } w ? TableForm.Column(w) : null,
            }
            : throw fields.Entry.Fail(
                $"has targets in another file and in its column '{RecipeEntry.Shortened(label)}' too. Leave out label, or set it to \"none\"."
            );
    }

    internal override RecipeData WithPaths(Func<string, string> path) =>
        this with { Path = path(Path), Targets = Targets is { } targets ? path(targets) : null };

    internal override void Write(JsonObject json)
    {
        json.Put("path", Path);
        json.Put("label", Label == (Targets is null ? "last" : "none") ? null : Label);
        json.Put("skip", Skip.Unless(0));
        json.Put("delimiter", Delimiter?.ToString());
        json.Put("targets", Targets);
        json.Put("divide", Divide.Unless(1));
        json.Put("weights", Weights);
        TableForm.Write(Table, json);
    }

    private string Json()
    {
        var json = new JsonObject();
        Write(json);
        return json.ToJsonString();
    }

    private static char One(RecipeEntry entry) =>
        entry.Text() is [var c] && !char.IsSurrogate(c) ? c : throw entry.Expected("one character, e.g. \",\" or \";\" or \"\\t\"");
}

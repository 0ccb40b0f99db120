using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Data.Tables;
using Relumine.Doctor.Json;

namespace Relumine.Cli.Texts;

/// <summary>What <c>data --json</c> writes about a table.</summary>
/// <param name="Schema">Always <c>relumine.data/1</c>.</param>
/// <param name="File">The file.</param>
/// <param name="Dialect">How it is written, in words.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Samples">The number of rows that are learned from.</param>
/// <param name="Features">The names of the features, in their order.</param>
/// <param name="Columns">What each column holds, and what becomes of it.</param>
/// <param name="Target">What is to be learned; null for nothing.</param>
/// <param name="Notices">What was noticed.</param>
/// <param name="Plan">The plan, schema <c>relumine.table/1</c>, by which other tables become the same features.</param>
internal sealed record TableDocument(
    string Schema,
    string File,
    string Dialect,
    long Rows,
    int Samples,
    IReadOnlyList<string> Features,
    IReadOnlyList<ColumnDocument> Columns,
    TargetDocument? Target,
    IReadOnlyList<TableNotice> Notices,
    JsonElement Plan)
{
    private const int MostValues = 100;

    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(Table table)
    {
        using var plan = JsonDocument.Parse(table.Plan.ToJson());
        var document = new TableDocument(
            "relumine.data/1", table.Path, table.Dialect, table.Rows, table.Features.Shape[0], table.Plan.Features(),
            [.. table.Columns.Select(Of)], Of(table), table.Notices, plan.RootElement.Clone());
        return JsonSerializer.Serialize(document, TableDocumentContext.Default.TableDocument) + "\n";
    }

    private static ColumnDocument Of(TableColumn column) =>
        new(
            column.Plan.Index,
            column.Plan.Index + 1,
            column.Plan.Name,
            column.Plan.Kind,
            column.Plan.Role,
            column.Plan.Reason,
            column.Plan.Features,
            column.Present,
            column.Missing,
            column.Marks,
            column.Least,
            column.Most,
            column.Earliest,
            column.Latest,
            [.. column.Values.Take(MostValues).Select(v => new CountDocument(v.Text, v.Count))],
            column.Plan.Fills
        );

    private static TargetDocument? Of(Table table)
    {
        if (table.Plan.Target() is not { } target)
        {
            return null;
        }

        var classes = (table.Labels ?? [])
            .CountBy(l => l)
            .OrderBy(c => c.Key)
            .Select(c => new CountDocument(
                c.Key < table.ClassNames.Count ? table.ClassNames[c.Key] : c.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
                c.Value
            ));
        return new(target.Index, target.Index + 1, target.Name, table.Labels is null ? "number" : "class", [.. classes]);
    }
}

/// <summary>A column of a table; its index counts from 0, its number from 1, as recipes and messages do.</summary>
internal sealed record ColumnDocument(
    int Index,
    int Number,
    string Name,
    ColumnKind Kind,
    ColumnRole Role,
    string Reason,
    IReadOnlyList<string> Features,
    long Present,
    long Missing,
    IReadOnlyDictionary<string, long> Marks,
    double? Least,
    double? Most,
    DateTime? Earliest,
    DateTime? Latest,
    IReadOnlyList<CountDocument> Values,
    IReadOnlyList<double> Fills);

/// <summary>A value and how often it is met.</summary>
internal sealed record CountDocument(string Value, long Count);

/// <summary>What is to be learned: a number, or a class.</summary>
internal sealed record TargetDocument(int Index, int Number, string Name, string Kind, IReadOnlyList<CountDocument> Classes);

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    Converters = [typeof(NonFiniteAsNull), typeof(CamelCase<ColumnKind>), typeof(CamelCase<ColumnRole>), typeof(CamelCase<NoticeKind>)])]
[JsonSerializable(typeof(TableDocument))]
internal sealed partial class TableDocumentContext : JsonSerializerContext;

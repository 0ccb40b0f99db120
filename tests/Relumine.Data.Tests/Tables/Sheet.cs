using System.Text;
using Relumine.Data.Formats;
using Relumine.Data.Tables;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Tables;

/// <summary>Tables of a test, written to a folder of their own.</summary>
internal sealed class Sheet : IDisposable
{
    private readonly Scratch _scratch = new();

    /// <summary>A table of features alone.</summary>
    public static TableOptions Features { get; } = new() { Target = LabelColumn.None };

    public Table Read(string text, TableOptions? options = null, TargetKind? kind = null) =>
        TableFile.Read(_scratch.File("t.csv", text), options ?? Features, kind);

    public Table Read(byte[] bytes, TableOptions? options = null) => TableFile.Read(_scratch.File("t.csv", bytes), options ?? Features);

    public Table Apply(TablePlan plan, string text, TableOptions? options = null) => TableFile.Apply(_scratch.File("u.csv", text), plan, options);

    public RelumineException Refused(string text, TableOptions? options = null, TargetKind? kind = null) =>
        Should.Throw<RelumineException>(() => Read(text, options, kind));

    /// <summary>A column of values under the name v, beside a column of numbers that keeps the table from being empty.</summary>
    public static string Column(IEnumerable<string> values, string delimiter = ",") =>
        string.Concat(
            values
                .Select((v, i) => $"{(v.Contains(delimiter, StringComparison.Ordinal) ? $"\"{v}\"" : v)}{delimiter}{(i * 7 % 5) + 1}\n")
                .Prepend($"v{delimiter}n\n")
        );

    public void Dispose() => _scratch.Dispose();
}

internal static class TableAnswers
{
    public static float[] Row(this Table table, int row)
    {
        var width = table.Features.Shape[1];
        return table.Features.Values<float>().Slice(row * width, width).ToArray();
    }

    public static float[] Feature(this Table table, string name)
    {
        var at = table.Plan.Features().ToList().IndexOf(name);
        at.ShouldBeGreaterThanOrEqualTo(0, $"{name} is not among {string.Join(", ", table.Plan.Features())}");
        return [.. Enumerable.Range(0, table.Features.Shape[0]).Select(r => table.Row(r)[at])];
    }

    public static TableNotice Notice(this Table table, NoticeKind kind) => table.Notices.Where(n => n.Kind == kind).ShouldHaveSingleItem();

    public static ColumnPlan Plan(this Table table, string name) => table.Plan.Columns.Single(c => c.Name == name);

    public static byte[] In(this string text, Encoding encoding) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
}

using System.Globalization;
using Relumine.Cli.Output;
using Relumine.Data.Tables;
using Relumine.Doctor.Units;

namespace Relumine.Cli.Texts;

/// <summary>A table and what becomes of its columns, as text.</summary>
internal static class TableText
{
    private const int LongestName = 24;
    private const int LongestValues = 34;

    /// <summary>Writes a row for each column, the classes, and the notices.</summary>
    public static void Write(Table table, Terminal terminal)
    {
        terminal.Out.WriteLine(
            $"{table.Path}: {Wording.Count(table.Rows, "row")}, {Wording.Count(table.Columns.Count, "column")}; {table.Dialect["CSV: ".Length..]}."
        );
        var rows = new ResultTable(
            new("#", 0),
            new("name", 0, Right: false),
            new("kind", 0, Right: false),
            new("values", 2, Right: false),
            new("missing", 1),
            new("becomes", 0, Right: false),
            new("why", 3, Right: false)
        );
        foreach (var column in table.Columns)
        {
            rows.Add(
                Wording.Count(column.Plan.Index + 1), Short(column.Plan.Name, LongestName), Kind(column.Plan.Kind), Short(Values(column), LongestValues),
                Wording.Count(column.Missing), Becomes(column.Plan), Short(column.Plan.Reason, LongestValues));
        }

        rows.Write(terminal);
        terminal.Out.WriteLine($"{Wording.Count(table.Features.Shape[0], "sample")} of {Wording.Count(table.Features.Shape[1], "feature")}{Target(table)}.");
        foreach (var notice in table.Notices)
        {
            Paragraph.Write(terminal, "- ", notice.Sentence);
        }
    }

    private static string Target(Table table)
    {
        if (table.Plan.Target() is not { } target)
        {
            return ", without a target";
        }

        var name = Short(target.Title, LongestName);
        if (table.Labels is not { } labels)
        {
            return $"; the target is '{name}', a number";
        }

        var classes = labels.CountBy(l => l).OrderBy(c => c.Key).ToList();
        var shown = classes
            .Take(10)
            .Select(c => $"{(c.Key < table.ClassNames.Count ? Short(table.ClassNames[c.Key], LongestName) : Wording.Count(c.Key))} ({Wording.Count(c.Value)})");
        return $"; the target is '{name}', {Wording.Count(classes.Count, "class", "classes")}: {string.Join(", ", shown)}{(classes.Count > 10 ? ", …" : "")}";
    }

    private static string Becomes(ColumnPlan plan) => plan.Role switch
    {
        ColumnRole.Target => "target",
        ColumnRole.LeftOut => "left out",
        _ => Wording.Count(plan.Features.Count, "feature"),
    };

    private static string Values(TableColumn column) =>
        column switch
        {
            { Earliest: { } first, Latest: { } last } when last - first < TimeSpan.FromDays(2) =>
                string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd HH:mm} to {last:MM-dd HH:mm}"),
            { Earliest: { } first, Latest: { } last } => string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}"),
            { Plan.Offset: not 0, Least: { } least, Most: { } most } => string.Create(CultureInfo.InvariantCulture, $"{least:R} to {most:R}"),
            { Least: { } least, Most: { } most } => string.Create(CultureInfo.InvariantCulture, $"{least:G6} to {most:G6}"),
            { Values: { Count: > 0 } values } => string.Join(
                ", ",
                values.OrderByDescending(v => v.Count).Take(6).Select(v => $"{v.Text} ({Wording.Count(v.Count)})")
            ),
            _ => "",
        };

    private static string Kind(ColumnKind kind) => kind == ColumnKind.OrderedCategory ? "ordered" : kind.ToString().ToLowerInvariant();

    // Names come from a file that anybody may have written.
    private static string Short(string text, int most)
    {
        var safe = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        return safe.Length <= most ? safe : safe[..(most - 1)] + "…";
    }
}

namespace Relumine.Data.Tables;

/// <summary>What was noticed while rows were read by a plan.</summary>
internal static class PlanNotice
{
    /// <summary>Missing values and new categories, in the order of the columns.</summary>
    public static IEnumerable<TableNotice> Of(TablePlan plan, TableReader reader)
    {
        foreach (var (column, read) in plan.Columns.Zip(reader.ByPlan))
        {
            if (read is { Missing.Count: > 0 })
            {
                yield return TableNotice.Of(NoticeKind.Missing, column.Title, read.Missing.Line, Filled(column), read.Missing.Count);
            }

            if (read is { New.Count: > 0 })
            {
                yield return TableNotice.Of(NoticeKind.NewCategory, column.Title, read.New.Line, read.New.Text, read.New.Count);
            }
        }
    }

    private static string Filled(ColumnPlan column) => column switch
    {
        { Kind: ColumnKind.Category, MissingCategory: true } => "a category of their own",
        { Kind: ColumnKind.Category, FillCategory: { } fill } => $"filled with '{fill}'",
        { Kind: ColumnKind.Category, Other: true } => "they count as 'other'",
        { Kind: ColumnKind.Category } => "none was missing before, so they are none of the categories",
        { Fills: [var only], Kind: ColumnKind.Number } => FormattableString.Invariant($"filled with {only + column.Offset:G6}, as learned"),
        _ => "filled as learned",
    };
}

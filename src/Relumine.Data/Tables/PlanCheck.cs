using Relumine.Data.Errors;
using Relumine.Data.Tables.Dates;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Refuses plans out of hostile files before anything relies on them.</summary>
internal static class PlanCheck
{
    // No table that can be read gives more.
    private const int MostFeatures = 1 << 24;

    /// <summary>The plan, if it makes sense.</summary>
    /// <exception cref="RelumineException">It does not.</exception>
    public static TablePlan Of(TablePlan plan, string origin)
    {
        if (plan.Columns is null || plan.Columns.Count == 0 || plan.MissingMarks?.Contains(null!) == true)
        {
            throw DataError.Broken(origin, "the plan has no columns, or a missing mark that is no text.");
        }

        if (plan.TargetNames is { } names && (names.Count > MostFeatures || names.Contains(null!)))
        {
            throw DataError.Broken(origin, "the plan has a name of a target that is no text. Make the plan again.");
        }

        if (plan.Divide == 0 || !double.IsFinite(plan.Divide))
        {
            throw DataError.Broken(origin, $"the plan divides by {DataError.Number(plan.Divide)}. Make the plan again.");
        }

        long features = 0;
        for (var i = 0; i < plan.Columns.Count; i++)
        {
            if (plan.Columns[i] is not { } column || !IsSound(column) || column.Index != i)
            {
                throw DataError.Broken(origin, $"column {i + 1} of the plan contradicts itself. Make the plan again.");
            }

            features += column.Categories.Count + column.Parts.Count + 4;
        }

        return features <= MostFeatures && plan.Columns.Count(c => c.Role == ColumnRole.Target) <= 1
            ? plan
            : throw DataError.Broken(origin, $"the plan has more than one target, or more than {MostFeatures} features.");
    }

    private static bool IsSound(ColumnPlan column)
    {
        if (column is not { Name: not null, Reason: not null, Parts: not null, Categories: not null, Rare: not null, Fills: not null }
            || column.Categories.Contains(null!) || column.Rare.Contains(null!) || column.Classes < 0 || !double.IsFinite(column.Offset)
            || column.Fills.Any(f => !float.IsFinite((float)f))
            || column.Categories.Distinct(StringComparer.Ordinal).Count() != column.Categories.Count)
        {
            return false;
        }

        return column.Role == ColumnRole.LeftOut
            || column.Kind switch
            {
                ColumnKind.Date => column.Order is not null
                    && column.Parts.Count > 0
                    && column.Role == ColumnRole.Feature
                    && column.Fills.Count == column.Parts.Count
                    && (column.Origin is not null || column.Order is DateOrder.TimeOnly or DateOrder.Duration),
                ColumnKind.Category => (column.Role == ColumnRole.Target && column.Classes == column.Categories.Count)
                    || column.MissingCategory
                    || column.Other
                    || column.Categories.Count > 0,
                ColumnKind.OrderedCategory => column.Categories.Count > 0 && column.Fills.Count == 1,
                ColumnKind.Number or ColumnKind.Boolean => column.Role == ColumnRole.Target || column.Fills.Count == 1,
                _ => false,
            };
    }
}

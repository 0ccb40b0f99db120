using Relumine.Data.Datasets;
using Relumine.Data.Tables;
using Relumine.Recipes.Data;

namespace Relumine.Recipes;

/// <summary>
/// Reads the table of a recipe. Nothing of the rows that are kept aside to validate may be known, not even what missing values are filled with; which rows
/// these are depends on their labels, so where these stand in a file of their own the table is read twice.
/// </summary>
internal static class RecipeTable
{
    /// <summary>The samples and their targets.</summary>
    public static Dataset Data(Recipe recipe, CsvData csv, TargetKind kind)
    {
        if (csv.Targets is null)
        {
            return Data(recipe, csv, kind, Learned(recipe));
        }

        var all = Data(recipe, csv, kind, null);
        return recipe.Validation > 0 && all.Plan?.Columns.Any(LearnsFromRows) == true ? Data(recipe, csv, kind, _ => Learned(recipe, all)) : all;
    }

    /// <summary>The table with what becomes of each of its columns.</summary>
    public static Table Table(Recipe recipe, CsvData csv, TargetKind kind) => TableFile.Read(
        recipe.PathOf(csv.Path), SampleWeights.Without(csv.Options, csv.Weights), kind,
        learned: csv.Targets is null || recipe.Validation <= 0 ? Learned(recipe) : _ => Learned(recipe, Data(recipe, csv, kind, null)));

    private static Dataset Data(Recipe recipe, CsvData csv, TargetKind kind, Func<TargetRows, bool[]>? learned) => DatasetFile.ReadCsv(
        recipe.PathOf(csv.Path), SampleWeights.Without(csv.Options, csv.Weights), csv.Targets is { } targets ? recipe.PathOf(targets) : null, kind,
        learned: learned);

    private static Func<TargetRows, bool[]>? Learned(Recipe recipe) =>
        recipe.Validation > 0 ? rows => Dataset.Learned(rows, recipe.Validation, recipe.SplitSeed ?? recipe.Seed, recipe.Split) : null;

    private static bool[] Learned(Recipe recipe, Dataset all) => all.Learned(recipe.Validation, recipe.SplitSeed ?? recipe.Seed, recipe.Split);

    private static bool LearnsFromRows(ColumnPlan column) => column.Role == ColumnRole.Feature && (column.Kind != ColumnKind.Number || column.Missing > 0);
}

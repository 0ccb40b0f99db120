using Relumine.Data.Datasets;
using Relumine.Data.Tables;
using Relumine.Recipes.Data;

namespace Relumine.Recipes;

/// <summary>
/// Reads the table of a recipe. Nothing of the rows that are kept aside to validate may be known, not even what missing values are filled with; which rows
/// these are depends on their labels.
/// </summary>
internal static class RecipeTable
{
    /// <summary>The samples and their targets.</summary>
    public static Dataset Data(Recipe recipe, CsvData csv, TargetKind kind) =>
        DatasetFile.ReadCsv(recipe.PathOf(csv.Path), Options(csv), Targets(recipe, csv), kind, learned: Learned(recipe));

    /// <summary>The table with what becomes of each of its columns.</summary>
    public static Table Table(Recipe recipe, CsvData csv, TargetKind kind)
    {
        var learned = Learned(recipe);
        if (learned is not null && Targets(recipe, csv) is { } targets)
        {
            var file = new TargetFile(targets, Options(csv).ForText, kind, classes: 0);
            return TableFile.Read(recipe.PathOf(csv.Path), Options(csv), kind, learned: rows => learned(file.Rows(rows.Count)));
        }

        return TableFile.Read(recipe.PathOf(csv.Path), Options(csv), kind, learned: learned);
    }

    private static TableOptions Options(CsvData csv) => SampleWeights.Without(csv.Options, csv.Weights);

    private static string? Targets(Recipe recipe, CsvData csv) => csv.Targets is { } targets ? recipe.PathOf(targets) : null;

    private static Func<TargetRows, bool[]>? Learned(Recipe recipe) =>
        recipe.Validation > 0 ? rows => Dataset.Learned(rows, recipe.Validation, recipe.SplitSeed ?? recipe.Seed, recipe.Split) : null;
}

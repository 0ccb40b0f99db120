using System.Globalization;
using Relumine.Data.Datasets;
using Relumine.Data.Tables;
using Relumine.Graph.Errors;
using Relumine.Recipes.Data;

namespace Relumine.Recipes;

/// <summary>How much each sample counts, read from a column of the table, or from an array beside the samples.</summary>
internal static class SampleWeights
{
    /// <summary>The data with the weights that a recipe names; as they are if it names none.</summary>
    /// <exception cref="RelumineException">They cannot be read, or one of them is no weight; the message names file and row.</exception>
    public static Dataset Apply(Recipe recipe, Dataset data)
    {
        var (path, weights) = recipe.Data switch
        {
            CsvData { Weights: { } column } csv => (csv.Path, OfTable(recipe.PathOf(csv.Path), csv.Options, column)),
            NpyData { Weights: { } file } => (file, DatasetFile.ReadNumbers(recipe.PathOf(file), null)),
            NpzData { Weights: { } array } npz => (npz.Path, DatasetFile.ReadNumbers(recipe.PathOf(npz.Path), array)),
            _ => (null, null),
        };
        if (weights is null)
        {
            return data;
        }

        return weights.Length != data.Samples
                ? throw Broken($"there are {weights.Length} weights, but {data.Samples} samples. Both must have the same rows.")
            : Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w))) is >= 0 and var row
                ? throw Broken(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the weight of sample {row} (counted from 0) is {weights[row]}; weights are finite and 0 or more."
                    )
                )
            : weights.Any(w => w > 0) ? data.Weighted(weights)
            : throw Broken("all weights are 0, so there is nothing to learn from. Is it the right column?");

        RelumineException Broken(string what) => new(ErrorKind.BrokenFile, $"{recipe.PathOf(path!)}: {what}");
    }

    /// <summary>What is said about a table with a column of weights, which is no feature.</summary>
    public static TableOptions Without(TableOptions options, string? column) =>
        column is null ? options : options with { Drop = [.. options.Drop, column] };

    // The column alone, of the same rows: those without a target are left out here too.
    private static double[] OfTable(string path, TableOptions options, string column)
    {
        var alone = options with
        {
            Use = [column],
            Drop = [],
            Kinds = new Dictionary<string, ColumnKind>(StringComparer.Ordinal) { [column] = ColumnKind.Number },
            Categories = new(),
            Missing = options.Missing with { Columns = new Dictionary<string, string>(), Indicator = false },
            Scaling = null,
        };
        return TableFile.Read(path, alone).Features.ToDoubles();
    }
}

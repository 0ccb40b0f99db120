using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables;
using Relumine.Engine.Learning.Losses;
using Relumine.Graph.Errors;
using Relumine.Recipes.Data;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes;

/// <summary>Makes or reads the samples that a recipe names.</summary>
public static class RecipeDataset
{
    /// <summary>All samples, not yet split.</summary>
    /// <exception cref="RelumineException">A file is missing or broken; the message names it, and the row where there is one.</exception>
    public static Dataset Open(Recipe recipe) => Worded(() => SampleWeights.Apply(recipe, Read(recipe)));

    // Whoever wrote the recipe knows its keys.
    private static T Worded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RelumineException e) when (e.Settings.Count > 0)
        {
            throw new RelumineException(e.Kind, e.Worded(KeyOf), e);
        }
    }

    private static Dataset Generated(RecipeGenerator generator, ulong seed)
    {
        try
        {
            return Dataset.Of(generator.Generate(seed));
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or OutOfMemoryException)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"data.{generator.Name}: such data do not fit into memory: {e.Message.TrimEnd('.')}. Ask for fewer samples, features or classes.",
                e);
        }
    }

    private static Dataset Read(Recipe recipe) =>
        recipe.Data switch
        {
            RecipeGenerator generator => Generated(generator, recipe.Seed),
            PointsData points => points.Open(),
            CsvData csv => RecipeTable.Data(recipe, csv, Kind(recipe)),
            IdxData idx => DatasetFile.ReadPair(
                recipe.PathOf(idx.Images),
                recipe.PathOf(idx.Labels),
                new DataOptions { Scaling = Scaled(idx.Divide) },
                Kind(recipe)
            ),
            NpyData npy => DatasetFile.ReadPair(
                recipe.PathOf(npy.Features),
                recipe.PathOf(npy.Labels ?? npy.Targets!),
                new DataOptions { Scaling = Scaled(npy.Divide) },
                npy.Labels is null ? TargetKind.Values : Kind(recipe),
                raw: npy.Raw is { } raw ? RawFormat.Parse(raw) : null
            ),
            NpzData npz => DatasetFile.ReadArchive(
                recipe.PathOf(npz.Path),
                npz.Features,
                npz.Labels ?? npz.Targets!,
                npz.Divide,
                npz.Labels is null ? TargetKind.Values : Kind(recipe)
            ),
            PicturesData pictures => DatasetFile.ReadPictures(
                recipe.PathOf(pictures.Path), pictures.Plan, pictures.Labels is { } labels ? recipe.PathOf(labels) : null),
            _ => throw new ArgumentException($"'{recipe.Data.Name}' is no source of data that can be opened."),
        };

    /// <summary>The table that a recipe names, with what becomes of each of its columns.</summary>
    /// <exception cref="RelumineException">The data are no table, or as <see cref="Open"/>.</exception>
    public static Table OpenTable(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Data is CsvData csv
            ? Worded(() => RecipeTable.Table(recipe, csv, Kind(recipe)))
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"The data of this recipe are '{recipe.Data.Name}' and no table, so there are no columns to show. Give a CSV file, or a recipe with one."
            );
    }

    /// <summary>The key of a recipe that stands for a setting which an error names, with its value.</summary>
    public static string KeyOf(Setting setting) => (setting?.Name, setting?.Value) switch
    {
        (nameof(DataOptions.LabelColumn), null) => "\"label\"",
        (nameof(DataOptions.LabelColumn), var column) => $"\"label\": \"{column}\"",
        (nameof(DataOptions.CsvSkip), null) => "\"skip\"",
        (nameof(DataOptions.CsvSkip), var lines) => $"\"skip\": {lines}",
        (nameof(DataOptions.CsvDelimiter), _) => "\"delimiter\"",
        (nameof(Scaling.Divide), null) => "\"divide\"",
        (nameof(Scaling.Divide), var divisor) => $"\"divide\": {divisor}",
        (nameof(Labels), _) => "\"labels\"",
        _ => TableForm.KeyOf(setting!),
    };

    private static Scaling? Scaled(double divide) => divide == 1 ? null : new Scaling { Divide = divide };

    // Numbers that are compared with several outputs can only be classes, each with an output of its own.
    private static TargetKind Kind(Recipe recipe) => recipe.Loss switch
    {
        BinaryCrossEntropy or Focal => TargetKind.Either,
        { TargetsAreLabels: true } => TargetKind.Labels,
        _ when Outputs(recipe.Model) > 1 => TargetKind.Either,
        _ => TargetKind.Values,
    };

    private static int Outputs(IEnumerable<RecipeLayer> layers)
    {
        foreach (var layer in layers.Reverse())
        {
            switch (layer)
            {
                case DenseLayer dense:
                    return dense.Units;
                case MaxoutLayer maxout:
                    return maxout.Units;
                case ActivationLayer or ExponentialLayer or SoftmaxLayer or PreluLayer or RReluLayer or BatchNormalizationLayer or LayerNormalizationLayer
                    or DropoutLayer:
                    continue;
                default:
                    return 0;
            }
        }

        return 0;
    }
}

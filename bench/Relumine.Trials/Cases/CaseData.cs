using Relumine.Data.Datasets;
using Relumine.Data.Writing;
using Relumine.Graph.Tensors;
using Relumine.Recipes;
using Relumine.Recipes.Data;

namespace Relumine.Trials.Cases;

/// <summary>The samples of a recipe of a case, those that are kept aside apart from those that it is pointed to.</summary>
internal sealed class CaseData : IDisposable
{
    /// <summary>What the names of folders that are made begin with.</summary>
    public const string FolderPrefix = "relumine-case";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory(FolderPrefix);
    private readonly HeldOut _parts;
    private readonly double _divide;

    /// <summary>Reads all samples that a recipe names, and writes those that are to be learned from into a folder of their own.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="like">The data of the recipe that is sick, for its clean one, so that both are held against the same samples.</param>
    /// <param name="fold">Which samples are kept aside.</param>
    public CaseData(Recipe recipe, CaseData? like = null, int fold = 0)
    {
        // The numbers are written as they are; what they are divided by stays a key of the recipe, which a treatment may change.
        _divide = DividedBy(recipe.Data);
        var data = RecipeDataset.Open(recipe with { Data = With(recipe.Data, 1) });
        _parts = like is null ? HeldOut.Of(data, recipe.Validation, fold) : HeldOut.Of(data, recipe.Validation, like._parts);
        var left = _parts.Learned;
        NpyWriter.Write(Path.Combine(_folder.FullName, "x.npy"), left.Features);
        NpyWriter.Write(Path.Combine(_folder.FullName, "y.npy"), left.Labels is { } labels ? Tensor(labels) : left.Values!);
        Recipe = left.Ordered ? recipe : recipe with
        {
            Data = left.Labels is null ? new NpyData("x.npy", null, "y.npy", _divide) : new NpyData("x.npy", "y.npy", null, _divide),
            Validation = recipe.Validation > 0 ? _parts.Validation : 0,
            Folder = _folder.FullName,
        };
    }

    /// <summary>The recipe with what is left of the data. Data whose order matters stay the recipe's own.</summary>
    public Recipe Recipe { get; }

    /// <summary>The samples that a network is held against, as they were given.</summary>
    public Dataset Judged => _parts.Kept ?? _parts.Learned;

    /// <summary>How many samples are kept aside; 0 where networks are held against those that they learned from.</summary>
    public int Kept => _parts.Kept?.Samples ?? 0;

    /// <summary>The samples that a network is held against, as it expects them.</summary>
    /// <param name="recipe">What the network was trained with: this recipe, or a treated one.</param>
    public Dataset JudgedFor(Recipe recipe)
    {
        var divide = DividedBy(recipe.Data);
        if (divide == 1)
        {
            return Judged;
        }

        var features = ModelTensor.Zeros(ElementType.Float32, Judged.Features.Shape);
        var from = Judged.Features.Values<float>();
        var to = features.Values<float>();
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = (float)(from[i] / divide);
        }

        return Judged.Labels is { } labels ? Dataset.OfLabels(Judged.Name, features, labels, Judged.Classes)
            : Dataset.OfValues(Judged.Name, features, Judged.Values!);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static double DividedBy(RecipeData data) => data switch
    {
        CsvData csv => csv.Divide,
        IdxData idx => idx.Divide,
        NpyData npy => npy.Divide,
        NpzData npz => npz.Divide,
        _ => 1,
    };

    private static RecipeData With(RecipeData data, double divide) => data switch
    {
        CsvData csv => csv with { Divide = divide },
        IdxData idx => idx with { Divide = divide },
        NpyData npy => npy with { Divide = divide },
        NpzData npz => npz with { Divide = divide },
        _ => data,
    };

    private static ModelTensor Tensor(int[] labels)
    {
        var tensor = ModelTensor.Zeros(ElementType.Int64, new Shape(labels.Length));
        var values = tensor.Values<long>();
        for (var i = 0; i < labels.Length; i++)
        {
            values[i] = labels[i];
        }

        return tensor;
    }
}

using System.Text.Json.Nodes;
using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Recipes.Data;
using Relumine.Recipes.Interventions;
using Relumine.Recipes.Json;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes;

/// <summary>
/// All that a training run depends on; the same recipe gives the same bits. Immutable: <c>recipe with { Epochs = 20 }</c>
/// is another one. As text it is JSON, with comments and trailing commas if one likes; <c>docs/recipes.md</c> lists every key.
/// </summary>
public sealed record Recipe
{
    /// <summary>The schema that <see cref="ToJson"/> writes.</summary>
    public const string CurrentSchema = "relumine.recipe/1";

    /// <summary>Where the samples come from.</summary>
    public required RecipeData Data { get; init; }

    /// <summary>The share of the samples, from 0 to less than 1, that is kept aside to validate; drawn by the seed.</summary>
    public double Validation { get; init; }

    /// <summary>Which samples are kept aside; null for what suits the data (<see cref="Dataset.Split"/>): stratified where targets are labels.</summary>
    public SplitKind? Split { get; init; }

    /// <summary>What draws the samples that are kept aside, whatever the seed of everything else is; null for that seed.</summary>
    public ulong? SplitSeed { get; init; }

    /// <summary>Whether the samples are shuffled anew for every epoch; otherwise they are learned from in the order of the data.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>How much the samples of each class count; null if all count once.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>Whether every feature is brought to mean 0 and variance 1 over the training samples.</summary>
    public bool Standardize { get; init; }

    /// <summary>Whether targets that are numbers are standardised too.</summary>
    public bool StandardizeTargets { get; init; }

    /// <summary>Whether what lies far outside of a feature's usual range is brought to its edge; see <see cref="Winsorization"/>.</summary>
    public bool Winsorize { get; init; }

    /// <summary>Whether targets that are numbers are limited in the same way while the network learns.</summary>
    public bool WinsorizeTargets { get; init; }

    /// <summary>What is done to the data before the network sees them.</summary>
    public DataTransforms Transforms => new(Standardize, StandardizeTargets, Winsorize, WinsorizeTargets);

    /// <summary>The layers.</summary>
    public required ValueArray<RecipeLayer> Model { get; init; }

    /// <summary>How layers begin that say nothing of their own.</summary>
    public Initialization Init { get; init; } = Initialization.Default;

    /// <summary>The derivative at kinks, for layers that say nothing of their own.</summary>
    public Kink Kink { get; init; }

    /// <summary>What training makes small.</summary>
    public required Loss Loss { get; init; }

    /// <summary>How weights follow gradients.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd();

    /// <summary>How the learning rate changes over the run.</summary>
    public Schedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>The norm of all gradients together above which they are scaled down; null for none.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The absolute value to which every gradient is limited; null for none.</summary>
    public double? ClipValue { get; init; }

    /// <summary>The samples of a step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>How often to go through the data.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>When the run ends before its last epoch; null for never. Needs <see cref="Validation"/>.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>What is done between steps, in order; most recipes have none.</summary>
    public ValueArray<Intervention> Interventions { get; init; }

    /// <summary>Decides everything that is drawn at random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The folder that paths are relative to; not a part of the text.</summary>
    public string Folder { get; init; } = "";

    /// <summary>What messages call the recipe: the file that it was read from. Not a part of the text.</summary>
    public string Source { get; init; } = "the recipe";

    /// <summary>Reads a file.</summary>
    /// <exception cref="RelumineException">It cannot be read (<see cref="ErrorKind.BrokenFile"/>), or is wrong
    /// (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    public static Recipe Read(string path) => RecipeReader.ReadFile(path);

    /// <summary>Understands a text.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="folder">The folder that paths are relative to.</param>
    /// <exception cref="RelumineException">Something is wrong (<see cref="ErrorKind.InvalidRequest"/>); the message names the JSON path and what is
    /// allowed.</exception>
    public static Recipe Parse(string json, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(json);
        return RecipeReader.Read(System.Text.Encoding.UTF8.GetBytes(json), "the recipe") with { Folder = folder };
    }

    /// <summary>The full path of a file that the recipe names.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>The paths of the files and folders that hold its data, as <see cref="PathOf"/> gives them.</summary>
    public IReadOnlyList<string> DataPaths
    {
        get
        {
            var paths = new List<string>();
            Data.WithPaths(file =>
            {
                paths.Add(PathOf(file));
                return file;
            });
            return paths;
        }
    }

    /// <summary>The same recipe as it is written into another folder: relative paths of files become relative to that folder.</summary>
    /// <param name="folder">Where the recipe will lie, relative to the working directory or not; it need not exist yet.</param>
    public Recipe In(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var place = new RecipeFolder(folder);
        return this with { Data = Data.WithPaths(file => place.PathTo(Folder, file)), Folder = place.Path };
    }

    /// <summary>The recipe as text that <see cref="Parse"/> reads back, without comments.</summary>
    public string ToJson() => JsonPage.Write(RecipeWriter.Write(this));

    /// <summary>What differs in another recipe, a line each, e.g. <c>optimizer.sgd.lr: 3 → 0.1</c>. Folder and source do not count.</summary>
    public IReadOnlyList<RecipeChange> Difference(Recipe other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RecipeDifference.Between(RecipeWriter.Write(this), RecipeWriter.Write(other));
    }

    /// <summary>The network, to be built with <see cref="Seed"/> and <see cref="Init"/>.</summary>
    /// <param name="sampleShape">The shape of a sample of the data.</param>
    /// <param name="outputs">How many numbers the network must give; null for any.</param>
    /// <exception cref="RelumineException">A layer does not fit (<see cref="ErrorKind.InvalidRequest"/>); the message names its JSON path.</exception>
    public Network ToNetwork(Shape sampleShape, int? outputs = null)
    {
        ArgumentNullException.ThrowIfNull(sampleShape);
        var network = LayerList.Apply(Model, Network.Input(sampleShape.Dims), new RecipePlace(Source, "$.model"));
        return outputs is not { } wanted || network.SampleShape.Equals(new Shape(wanted))
            ? network
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                FormattableString.Invariant(
                    $"{Source}: $.model gives {network.SampleShape} for each sample, but [{wanted}] is needed. End it with {{ \"dense\": {wanted} }}."
                )
            );
    }

    /// <summary>Whether an initialiser looks at data, so that <see cref="Network.Build"/> needs samples.</summary>
    public bool LooksAtData => Init.Weights.LooksAtData || LayerList.Weighted(Model).Any(l => l.Init is { LooksAtData: true });
}

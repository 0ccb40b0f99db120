using Relumine.Data.Transforms;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Recipes.Data;

namespace Relumine.Recipes.Runs;

/// <summary>
/// A recipe under way: its data, its network, its trainer, the best network so far, and checkpoints from which a run that
/// was killed goes on to the same bits.
/// </summary>
public sealed partial class TrainingRun : IDisposable
{
    private TrainingState? _best;
    private double _bestLoss = double.PositiveInfinity;

    private TrainingRun(Recipe recipe, PreparedRecipe prepared, Trainer trainer) =>
        (Recipe, Current, _prepared, Trainer) = (recipe, recipe with { Interventions = default }, prepared, trainer);

    /// <summary>What the run was made from, with what was done to it by hand.</summary>
    public Recipe Recipe { get; private set; }

    /// <summary>What it learns from.</summary>
    public StandardizedData Data => _prepared.Data;

    /// <summary>The network before the first update, for standardised data; with the activations that it has now.</summary>
    public Model Untrained => _prepared.Model;

    /// <summary>What trains the network on standardised data; another one after an activation was replaced.</summary>
    public Trainer Trainer { get; private set; }

    /// <summary>The numbers in the weights of the network, standardisation not counted.</summary>
    public long Parameters => Untrained.Parameters;

    /// <summary>Opens the data, builds the network, and prepares the training of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="threads">The number of threads; 0 is one a core. The result does not depend on it.</param>
    /// <param name="asWritten">
    /// Whether a recipe that squashes its outputs twice (<see cref="OutputSquash"/>) is trained as it is written, to show what comes of it. Otherwise it is
    /// refused.
    /// </param>
    /// <exception cref="RelumineException">
    /// Data are missing or broken (<see cref="ErrorKind.BrokenFile"/>, with the row where there is one), or layers, loss and data
    /// do not fit each other (<see cref="ErrorKind.InvalidRequest"/>, with the JSON path).
    /// </exception>
    public static TrainingRun Prepare(Recipe recipe, int threads = 1, bool asWritten = false)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (!asWritten)
        {
            OutputSquash.Refuse(recipe);
        }

        var prepared = PreparedRecipe.Of(recipe, RecipeDataset.Open(recipe));
        var (data, options) = (prepared.Data, prepared.Options with { Threads = threads });
        return new TrainingRun(recipe, prepared, new Trainer(prepared.Model, data.Training, data.Validation, options));
    }

    /// <summary>A run whose steps somebody else asks the trainer for, to be looked at.</summary>
    internal static TrainingRun Around(PreparedRecipe prepared, Trainer trainer) => new(prepared.Recipe, prepared, trainer);

    /// <summary>The steps that are still to do, with what the recipe says is done between them; the best network is remembered on the way.</summary>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the remaining steps can be asked for again.</exception>
    public IEnumerable<StepResult> Steps(CancellationToken cancellation = default)
    {
        Trainer.Begin();
        Remember();
        do
        {
            ApplyDue();
            var trainer = Trainer;
            foreach (var step in trainer.Steps(cancellation))
            {
                if (step.EndsEpoch)
                {
                    Remember();
                }

                yield return step;
                if (IsDue || trainer != Trainer)
                {
                    break;
                }
            }
        }
        while (Trainer.Step < Trainer.TotalSteps && Trainer.Divergence is null && !Trainer.StoppedEarly);
        ApplyDue();
    }

    /// <summary>Does all steps that are still to do, for whoever needs nothing between them.</summary>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the remaining steps can be asked for again.</exception>
    public void Finish(IProgress<StepResult>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var step in Steps(cancellation))
        {
            progress?.Report(step);
        }
    }

    /// <summary>
    /// The network for data as they are: with standardisation as operators, and metadata that hold the recipe. As it is
    /// now, or, if the run diverged, as it was when its loss was lowest. <see cref="RecipeMetadata.Move"/> makes the recipe's
    /// paths relative to the folder that it is saved in.
    /// </summary>
    public Model ToModel() => Finished(Trainer.Divergence is not null && _best is { } best ? Bare(best) : Trainer.ToModel());

    /// <summary>
    /// The network as it was after its best epoch (<see cref="BestEpoch"/>), like <see cref="ToModel"/> otherwise; null where no data are kept aside, or
    /// nothing was judged yet.
    /// </summary>
    public Model? ToBestModel() => Data.Validation is not null && _best is { } best ? Finished(Bare(best)) : null;

    /// <summary>
    /// The epoch that was best on the validation data, by the loss or as <see cref="Recipe.EarlyStopping"/> says, 0 being before the first update; where there
    /// are none, the one with the lowest loss on the examined training samples. Null before anything was judged.
    /// </summary>
    public int? BestEpoch => _best?.History[^1].Epoch;

    /// <summary>Writes all that is needed to go on; what stood there stays until the new file is complete.</summary>
    /// <param name="path">The file. The best network so far goes beside it, with <c>.best</c> behind the name.</param>
    /// <exception cref="RelumineException">It cannot be written; the last good checkpoint is untouched.</exception>
    public void WriteCheckpoint(string path)
    {
        if (_best is { } best)
        {
            CheckpointFile.Write(path + ".best", best, Recipe.ToJson());
        }

        CheckpointFile.Write(path, Trainer.Snapshot(), Recipe.ToJson());
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="path">The file that <see cref="WriteCheckpoint"/> wrote.</param>
    /// <exception cref="RelumineException">It is missing or damaged (<see cref="ErrorKind.BrokenFile"/>), or that of another recipe
    /// (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    public void ReadCheckpoint(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Read(path, moved: false);
    }

    /// <summary>The same with a recipe that was moved beside the checkpoint: paths of its data are written differently there.</summary>
    internal void ReadMovedCheckpoint(string path) => Read(path, moved: true);

    private void Read(string path, bool moved)
    {
        Damage = null;
        var best = HasCheckpoint(path + ".best") ? LoadOrPrevious(path + ".best", moved) : null;
        CatchUp(LoadOrPrevious(path, moved));
        (_best, _bestLoss) = best is null ? (null, double.PositiveInfinity) : (best, Judged(best.History[^1]));
    }

    /// <summary>Whether there is something to go on from: a checkpoint, or the one that it was about to replace.</summary>
    public static bool HasCheckpoint(string path) => File.Exists(path) || File.Exists(CheckpointFile.PreviousOf(path));

    /// <summary>Why <see cref="ReadCheckpoint"/> took the checkpoint before the newest, as a sentence; null if it did not.</summary>
    public string? Damage { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => Trainer.Dispose();

    private TrainingState LoadOrPrevious(string path, bool moved)
    {
        var previous = CheckpointFile.PreviousOf(path);
        try
        {
            return Load(path, moved);
        }
        catch (RelumineException e) when (e.Kind == ErrorKind.BrokenFile && File.Exists(previous))
        {
            var state = Load(previous, moved);
            Damage = (File.Exists(path) ? $"{path} is damaged" : $"{path} is missing") + $", so the run goes on from the one before, {previous}.";
            return state;
        }
    }

    private TrainingState Load(string path, bool moved)
    {
        var (state, run) = CheckpointFile.Read(path);
        var recipe = Recipe.Parse(run);
        var changes = (moved ? recipe with { Data = Recipe.Data } : recipe).Difference(Recipe);
        return changes.Count == 0
            ? state
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{path}: the checkpoint is that of another recipe: {string.Join("; ", changes.Take(3))}{(changes.Count > 3 ? " …" : "")}. "
                + $"Resume with that recipe, or start anew without {new Setting(nameof(Trainer.Resume))}.");
    }

    private void Remember()
    {
        if (Trainer.History is [.., var last] && last.Step == Trainer.Step && Judged(last) is var loss && (loss < _bestLoss || _best is null))
        {
            (_best, _bestLoss) = (Trainer.Snapshot(), loss);
        }
    }

    private double Judged(EpochRecord record) =>
        record.ValidationLoss is not null ? EarlyStopping.Badness(record, Recipe.EarlyStopping?.By ?? StoppingMeasure.Loss)
        : double.IsFinite(record.ExaminedLoss) ? record.ExaminedLoss
        : double.PositiveInfinity;

    private Model Finished(Model bare) => RecipeMetadata.Write(Data.Attach(bare), Recipe);

    // The graph with other weights: the trainer itself stays where it is.
    private Model Bare(TrainingState state)
    {
        var now = Trainer.ToModel();
        return now with { Weights = now.Weights.ToDictionary(w => w.Key, w => state.Weights.TryGetValue(w.Key, out var saved) ? saved : w.Value) };
    }
}

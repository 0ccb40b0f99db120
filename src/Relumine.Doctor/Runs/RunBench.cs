using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Replay;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Models;
using Relumine.Recipes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Runs;

/// <summary>Where runs of a recipe and of its variants are made: data are read once and shared.</summary>
/// <param name="threads">The number of threads of a run.</param>
/// <param name="thresholds">What counts as much and as little.</param>
/// <param name="observer">Who sees the runs; null for nobody.</param>
internal sealed class RunBench(int threads, Thresholds thresholds, IRunObserver? observer = null)
{
    // Beginnings hold copies of data and weights, and experiments mostly begin as the run before did, or as the untreated one.
    private const int Beginnings = 2;

    private readonly Dictionary<(RecipeData, string, ulong), Dataset> _data = [];
    private readonly List<Beginning> _beginnings = [];
    private readonly Dictionary<(RecipeData, string, ulong, double, ulong?, DataTransforms), (DataProfile Data, TargetProfile? Targets)> _profiles = [];

    /// <summary>Runs a recipe from its first update.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="steps">After how many updates to stop.</param>
    /// <param name="begin">Where to begin instead, and with how many updates; null for the recipe's own beginning.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <returns>What the run showed, and the state it ended in.</returns>
    public (CaseHistory History, RunEnd End) Run(Recipe recipe, long steps, TrainingState? begin, CancellationToken cancellation)
    {
        var beginning = BeginningOf(recipe);
        var prepared = beginning.Prepared.TrainedAs(recipe);
        using var trainer = new Trainer(
            prepared.Model,
            prepared.Training,
            prepared.Validation,
            prepared.Options with
            {
                Threads = threads,
                MeasuredSteps = thresholds.Training.EarlySteps,
                Examined = thresholds.Units.DenseSamples,
            }
        );
        if (begin is not null)
        {
            trainer.Restore(begin);
        }

        trainer.Begin();
        var look = beginning.Look;
        var yardstick = new Yardstick(prepared.Prepared.Data, prepared.Options.Loss, prepared.Outputs, thresholds, look.Samples);
        var (start, startLoss) = begin is not null ? Seen(trainer, look) : beginning.Start ??= prepared.KeepsStatistics
            ? trainer.WhileSettled(
                RunWork.Settling(true),
                () => trainer.Look(look.Samples.Samples) is var (_, loss) ? (look.Examine(trainer), loss) : default, cancellation)
            : Seen(trainer, look);
        var stream = new LossStream(steps);
        var early = new List<EarlyStep>();
        var measured = new Dictionary<long, Metrics>();
        observer?.Begin(TrainingRun.Around(prepared.Prepared, trainer));
        foreach (var step in trainer.Steps(cancellation))
        {
            stream.Add(step.Loss);
            observer?.AfterStep(step, cancellation);
            if (step.Number <= thresholds.Training.EarlySteps)
            {
                var matrices = trainer.Parameters.Where(p => p.Role == ParameterRole.Weight);
                early.Add(
                    new(
                        step.Number,
                        step.Loss,
                        matrices.Select(p => p.UpdateRatio).DefaultIfEmpty(0).Max(),
                        Math.Sqrt(trainer.Parameters.Sum(p => p.GradientNorm * p.GradientNorm))
                    )
                );
            }

            if (step.EndsEpoch && yardstick.LeavesOut)
            {
                // What the trainer measures on the way has the outliers in it.
                var (training, kept) = yardstick.Measure(trainer);
                measured[step.Number] = kept ?? training;
            }

            if (step.Number >= steps)
            {
                break;
            }
        }

        var hasLooked = observer?.End() ?? false;
        var model = trainer.ToModel();
        if (hasLooked || trainer.Divergence is not null || trainer.History[^1].Step != trainer.Step)
        {
            // What was seen last was something else.
            trainer.Look(look.Samples.Samples);
        }

        var end = look.Examine(trainer);
        var (learned, validation) = yardstick.Measure(trainer, out var answers);
        if (prepared.Training is { Ordered: true, Values: not null } && stream.Count > 0)
        {
            // What a network knows of data that change is what it knew when each sample came.
            var score = 1 - (stream.Latest / learned.ConstantLoss);
            learned = learned with { Loss = stream.Latest, Score = score, Skill = CaseHistory.SkillOf(score, 0) };
        }

        var judged = validation ?? learned;
        var profile = Profile(recipe, prepared);
        var work = prepared.Work(thresholds.Units.DenseSamples);
        var history = new CaseHistory
        {
            Samples = prepared.Training.Samples,
            Steps = trainer.Step,
            FullSteps = trainer.TotalSteps,
            Divergence = trainer.Divergence,
            Start = start,
            End = RunLayers.Tell(start, end, trainer.History),
            StartGradients = RunLayers.Gradients(start, trainer.History.Count > 0 ? trainer.History[0] : null),
            EndGradients = [.. end.Select(l => trainer.Layers.FirstOrDefault(t => t.Layer.Name == l.Name)?.GradientRms ?? double.NaN)],
            Weights = BeginningWeights.Of(prepared.Network, prepared.Model, model),
            Early = early,
            UpdateSteps = thresholds.Training.UpdateSteps,
            Curve =
            [
                .. RunLayers.Curve(trainer.History, prepared.EndsInActivation)
                    .Select(c => measured.TryGetValue(c.Step, out var m) ? c with { Loss = m.Loss, Score = m.Score } : c),
            ],
            Data = profile.Data,
            Targets = profile.Targets,
            Labels = LabelProfile.Of(prepared.Training),
            Reach = TargetReach.Of(prepared.Blueprint.Range, prepared.Training, prepared.Options.Loss, prepared.Outputs),
            Blueprint = prepared.Blueprint,
            Answers = answers,
            LearningLoss = stream.Count > 0 ? stream.Latest : double.NaN,
            Training = learned,
            Validation = validation,
            ConstantLoss = judged.ConstantLoss,
            ConstantScore = judged.ConstantScore,
            StartLoss = startLoss,
            Loss = trainer.Divergence?.Loss ?? judged.Loss,
            Score = judged.Score,
            EndsInActivation = prepared.EndsInActivation,
            Work = work.Of(trainer.Step),
            FullWork = work.Of(trainer.TotalSteps),
        };
        return (history, new(trainer.Snapshot(), Whole(recipe, prepared, model)));
    }

    // What the samples are like depends on neither network nor optimizer, so it is measured once for all variants.
    private (DataProfile Data, TargetProfile? Targets) Profile(Recipe recipe, PreparedRun prepared)
    {
        var key = (recipe.Data, recipe.Folder, recipe.Seed, recipe.Validation, recipe.SplitSeed, recipe.Transforms);
        if (!_profiles.TryGetValue(key, out var profile))
        {
            profile = _profiles[key] = (
                DataProfile.Of(prepared.Training, false, thresholds.Data, prepared.Prepared.Data.Input),
                TargetProfile.Of(prepared.Training, thresholds.Data, prepared.Prepared.Data.Output)
            );
        }

        return profile with { Data = profile.Data with { Normalized = prepared.Normalizes } };
    }

    private static Model Whole(Recipe recipe, PreparedRun prepared, Model bare) => RecipeMetadata.Write(prepared.Prepared.Data.Attach(bare), recipe);

    private static (IReadOnlyList<LayerResult> Layers, double Loss) Seen(Trainer trainer, RunExamination look) =>
        (look.Examine(trainer), look.Samples.Ordered ? trainer.Evaluate(look.Samples).Loss : trainer.History[^1].ExaminedLoss);

    // What does not depend on how the network is then trained; of the batches only what they make of running statistics does.
    private Beginning BeginningOf(Recipe recipe)
    {
        var key = recipe.Folder + "|" + (recipe with
        {
            Optimizer = new Sgd(),
            Schedule = new ConstantSchedule(),
            ClipNorm = null,
            ClipValue = null,
            Epochs = 1,
            EarlyStopping = null,
        }).ToJson();
        var found = _beginnings.Find(b => b.Key == key);
        if (found is null)
        {
            var prepared = PreparedRun.Of(recipe, _data);
            found = new(key, prepared, new RunExamination(prepared.Training, thresholds));
        }

        // What was used last stays.
        _beginnings.Remove(found);
        _beginnings.Add(found);
        if (_beginnings.Count > Beginnings)
        {
            _beginnings.RemoveAt(0);
        }

        return found;
    }

    private sealed record Beginning(string Key, PreparedRun Prepared, RunExamination Look)
    {
        public (IReadOnlyList<LayerResult> Layers, double Loss)? Start { get; set; }
    }

    /// <summary>Turns a recipe into data, a network and options; the run that begins with it next has them at hand.</summary>
    public PreparedRun Prepare(Recipe recipe) => BeginningOf(recipe).Prepared.TrainedAs(recipe);

    /// <summary>What counts as much and as little.</summary>
    public Thresholds Limits => thresholds;

    /// <summary>The number of threads of a run.</summary>
    public int Threads => threads;

    /// <summary>How much it has to calculate to learn one small batch.</summary>
    public double WorkOfSmallBatch(Recipe recipe, int samples, long steps) => SmallBatchRun.Work(recipe, PreparedRun.Read(recipe, _data), samples).Of(steps);

    /// <summary>How much a run of a recipe has to calculate.</summary>
    public RunWork WorkOf(Recipe recipe)
    {
        var all = PreparedRun.Read(recipe, _data);
        return RunWork.Of(recipe, all, thresholds.Units.DenseSamples);
    }
}

/// <summary>What a run ended with.</summary>
/// <param name="State">From where it can be gone on with.</param>
/// <param name="Model">The network for data as they are.</param>
internal sealed record RunEnd(TrainingState State, Model Model);

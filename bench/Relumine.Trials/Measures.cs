using System.Numerics.Tensors;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Tensors;
using Relumine.Recipes;
using Relumine.Recipes.Layers;
using Relumine.Recipes.Runs;

namespace Relumine.Trials;

/// <summary>
/// What suites have bands for, measured of a training run as it goes on: <c>score</c> and <c>loss</c>, dead and other units
/// of the first and the last hidden layer, the signal, at the end, at step 0 (<c>step0.deadFirst</c>) and after the first epoch (<c>epoch1.…</c>).
/// </summary>
internal sealed class Measures
{
    private const int FirstSteps = 20;

    private readonly TrainingRun _run;
    private readonly double[] _variances;
    private readonly List<double> _updates = [];
    private readonly long _lateFrom;
    private (double Sum, long Count) _late;

    /// <summary>Begins to measure a run whose weights are those before the first update.</summary>
    public Measures(TrainingRun run)
    {
        _run = run;
        _variances = [.. run.Trainer.Parameters.Where(p => p.Role == ParameterRole.Weight).Select(p => Variance(p.ToTensor()))];
        _lateFrom = run.Trainer.TotalSteps - Math.Max(1, run.Trainer.TotalSteps / 8);
    }

    /// <summary>Trains a recipe as it is, and measures.</summary>
    public static IReadOnlyDictionary<string, double> Of(Recipe recipe, int threads, CancellationToken stop)
    {
        using var run = TrainingRun.Prepare(recipe, threads);
        var measures = new Measures(run);
        foreach (var step in run.Steps(stop))
        {
            measures.AfterStep(step);
        }

        return measures.Tell();
    }

    /// <summary>Measures a step.</summary>
    public void AfterStep(StepResult step)
    {
        if (step.Number <= FirstSteps)
        {
            _updates.Add(_run.Trainer.Parameters.Where(p => p.Role == ParameterRole.Weight).Max(p => p.UpdateRatio));
        }

        if (step.Number > _lateFrom)
        {
            _late = (_late.Sum + step.Loss, _late.Count + 1);
        }
    }

    /// <summary>What was measured, at the end of the run.</summary>
    public IReadOnlyDictionary<string, double> Tell()
    {
        var trainer = _run.Trainer;
        var measures = new Dictionary<string, double>
        {
            ["diverged"] = trainer.Divergence is null ? 0 : 1,
            ["divergedAt"] = trainer.Divergence?.Step ?? double.NaN,
            ["updateRatio"] = Median(_updates),
            ["errorLate"] = _late.Sum / _late.Count,
            ["silentLate"] = SilentShare(trainer),
            ["lossKept"] = trainer.History[^1].Loss / trainer.History[0].Loss,
            ["largestInput"] = Math.Abs((double)TensorPrimitives.MaxMagnitude<float>(_run.Data.Training.Features.Values<float>())),
        };
        (measures["leastVariance"], measures["mostVariance"]) = (_variances.Min(), _variances.Max());
        var endsInActivation = EndsInActivation(_run.Recipe);
        Add(measures, "step0.", trainer.History[0], endsInActivation);
        Add(measures, "epoch1.", trainer.History.Count > 1 ? trainer.History[1] : null, endsInActivation);
        Add(measures, "", trainer.History[^1], endsInActivation);
        return measures;
    }

    // An activation behind the last layer with weights is the output's, not a hidden one.
    private static bool EndsInActivation(Recipe recipe) => recipe.Model[^1] is ActivationLayer;

    private static void Add(Dictionary<string, double> measures, string when, EpochRecord? record, bool endsInActivation)
    {
        if (record is null)
        {
            return;
        }

        measures[when + "score"] = record.Score;
        measures[when + "loss"] = record.ExaminedLoss;
        var hidden = endsInActivation ? record.Layers.SkipLast(1).ToArray() : [.. record.Layers];
        var weights = record.Parameters.Where(p => p.Name.EndsWith("weight", StringComparison.Ordinal)).ToArray();
        if (weights.Length > 0)
        {
            measures[when + "leastGradient"] = weights.Min(w => w.GradientNorm);
            measures[when + "gradientRatio"] = weights[^1].GradientNorm == 0 ? 0 : weights[0].GradientNorm / weights[^1].GradientNorm;
        }

        if (hidden.Length == 0)
        {
            return;
        }

        var (first, last) = (hidden[0], hidden[^1]);
        measures[when + "deadFirst"] = Dead(first);
        measures[when + "deadLast"] = Dead(last);
        measures[when + "deadMost"] = hidden.Max(Dead);
        measures[when + "deadAll"] = hidden.Sum(l => l.Dead ?? 0) / (double)hidden.Sum(l => l.Units);
        measures[when + "deadOutput"] = Dead(record.Layers[^1]);
        measures[when + "neverFirst"] = first.NeverPositive / (double)first.Units;
        measures[when + "alwaysOnFirst"] = first.AlwaysOn / (double)first.Units;
        measures[when + "stdFirst"] = first.StdPreActivation;
        measures[when + "stdLast"] = last.StdPreActivation;
        measures[when + "gain"] = Math.Pow(last.StdPreActivation / first.StdPreActivation, 1.0 / Math.Max(1, hidden.Length - 1));
        measures[when + "sparsityMost"] = hidden.Max(l => l.Sparsity);
        measures[when + "sparsityFirst"] = first.Sparsity;
        measures[when + "sparsity"] = hidden.Sum(l => l.Sparsity * l.Units) / hidden.Sum(l => l.Units);
    }

    private static double Dead(LayerRecord layer) => (layer.Dead ?? 0) / (double)layer.Units;

    // For streams whose beginning says nothing about their end: units that have not fired in the last eighth of the steps.
    private static double SilentShare(Trainer trainer) => trainer.Layers
        .Select(l => l.LastFired.Count(step => step < trainer.Step - (trainer.TotalSteps / 8)) / (double)l.LastFired.Length).DefaultIfEmpty(0).Max();

    private static double Variance(ModelTensor weights)
    {
        var (sum, squares) = (0.0, 0.0);
        var values = weights.Values<float>();
        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        return (squares / values.Length) - (sum / values.Length * sum / values.Length);
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}

using Relumine.Data.Datasets;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Schedules;
using Relumine.Engine.Training;
using Relumine.Recipes;

namespace Relumine.Doctor.Runs;

/// <summary>Learns a few samples of a recipe's data, always the same in every batch.</summary>
internal sealed class SmallBatchRun
{
    // An epoch goes through the samples so many times, for after every epoch the network is looked at.
    private const int Rounds = 50;

    private readonly PreparedRun _prepared;
    private readonly Dataset _samples;
    private readonly Thresholds _thresholds;

    /// <param name="prepared">The recipe.</param>
    /// <param name="samples">How many samples at most.</param>
    /// <param name="thresholds">How the result is measured.</param>
    public SmallBatchRun(PreparedRun prepared, int samples, Thresholds thresholds)
    {
        (_prepared, _thresholds) = (prepared, thresholds);
        _samples = prepared.Training.Take(Choose(prepared.Training, samples));
    }

    /// <summary>Learns them.</summary>
    /// <param name="steps">For how many updates.</param>
    /// <param name="threads">With how many threads.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <returns>What is known of them then.</returns>
    public Metrics Learn(long steps, int threads, CancellationToken cancellation)
    {
        var count = _samples.Samples;
        using var trainer = new Trainer(
            _prepared.Model,
            _samples.Take([.. Enumerable.Range(0, count * Rounds).Select(i => i % count)]),
            null,
            _prepared.Options with
            {
                Batch = count,
                Epochs = (int)((steps + Rounds - 1) / Rounds),
                Shuffle = false,
                Schedule = new ConstantSchedule(),
                EarlyStopping = null,
                Threads = threads,
                Examined = count,
            }
        );
        foreach (var step in trainer.Steps(cancellation))
        {
            if (step.Number >= steps)
            {
                break;
            }
        }

        var (score, loss) = trainer.Evaluate(_samples);
        var constant = ConstantAnswer.Score(_samples, _samples);
        var constantLoss = ConstantAnswer.Loss(_samples, _samples, _prepared.Options.Loss, _prepared.Outputs);
        var isFinite = trainer.Divergence is null && double.IsFinite(score);
        return new(isFinite ? score : 0, loss, constant, constantLoss, count) { Skill = isFinite ? CaseHistory.SkillOf(score, constant) : 0 };
    }

    /// <summary>How much that has to calculate.</summary>
    public static RunWork Work(Recipe recipe, Dataset data, int samples) =>
        new(recipe.ToNetwork(data.SampleShape), samples, samples * Rounds, samples, 0, data.SampleShape.ElementCount, recipe.Optimizer.Slots);

    // Classes in turn, so that there is something to tell apart; otherwise from all over the data.
    private static int[] Choose(Dataset data, int samples)
    {
        if (data.Labels is not { } labels)
        {
            return Yardstick.Spread(data.Samples, samples);
        }

        var classes = Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).OrderBy(g => g.Key).Select(g => g.ToArray()).ToArray();
        return [.. Enumerable.Range(0, labels.Length).SelectMany(round => classes.Where(c => round < c.Length).Select(c => c[round])).Take(samples)];
    }
}

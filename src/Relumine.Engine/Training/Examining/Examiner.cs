using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Planning;
using Relumine.Kernels.Calculus;

namespace Relumine.Engine.Training.Examining;

/// <summary>Examines a network that learns: loss, score and every unit, in inference mode, on samples at equal distances (of a stream, the latest) of the
/// training data and on the validation data.</summary>
internal sealed class Examiner
{
    private readonly TrainingPlan _plan;
    private readonly Dataset _training;
    private readonly Dataset? _validation;
    private readonly int _examined;
    private readonly bool _ranks;
    private readonly double?[] _flatEdges;
    private readonly float[] _outputs;
    private readonly Dictionary<Dataset, Batch> _batches = new(ReferenceEqualityComparer.Instance);

    public Examiner(TrainingPlan plan, Dataset training, Dataset? validation, int examined, bool ranks)
    {
        (_plan, _training, _validation, _ranks) = (plan, training, validation, ranks);
        _examined = Math.Min(examined, training.Samples);
        _flatEdges = [.. plan.Layers.Select(l => l.Layer.Activation is { } f ? FlatSide.Edge(f) : null)];
        _outputs = new float[plan.Options.Batch * plan.Output.SampleLength];
    }

    /// <summary>Which units were dead at step 0, by layer.</summary>
    public IReadOnlyDictionary<string, bool[]> BornDead { get; set; } = new Dictionary<string, bool[]>();

    /// <summary>Makes the record of this moment.</summary>
    public EpochRecord Examine(int epoch, long step, double rate, double meanLoss, double seconds)
    {
        foreach (var layer in _plan.Layers)
        {
            layer.Full.Clear();
        }

        var (scoring, loss) = Run(_training, _examined, Observation.Full, FirstExamined(step, _examined), default);
        var layers = new List<LayerRecord>();
        for (var i = 0; i < _plan.Layers.Count; i++)
        {
            var layer = _plan.Layers[i];
            layers.Add(LayerExamination.Examine(layer, _flatEdges[i], BornDead.GetValueOrDefault(layer.Layer.Name), i == 0 ? null : layers[^1]));
        }

        for (var i = 0; i + 1 < layers.Count; i++)
        {
            layers[i] = layers[i] with { GradientGain = layers[i].GradientRms / layers[i + 1].GradientRms };
        }

        if (step == 0)
        {
            BornDead = _plan.Layers.Select((l, i) => (l, i)).ToDictionary(
                p => p.l.Layer.Name,
                p => Enumerable.Range(0, p.l.Full.Units).Select(new UnitExamination(_flatEdges[p.i], p.l.Full).IsDead).ToArray());
        }

        var validation = _validation is null ? default : Validate(_validation);
        return new EpochRecord
        {
            Epoch = epoch,
            Step = step,
            LearningRate = rate,
            Loss = step == 0 ? loss : meanLoss,
            ExaminedLoss = loss,
            Score = scoring.Value,
            ExactMatch = scoring.ExactMatch,
            ValidationLoss = _validation is null ? null : validation.Loss,
            ValidationScore = validation.Scoring?.Value,
            ValidationExactMatch = validation.Scoring?.ExactMatch,
            ValidationAuc = validation.Auc,
            Seconds = seconds,
            Layers = layers,
            Parameters = [.. _plan.Parameters.Select(p => new ParameterRecord(p.Name, p.Layer, p.Norm, p.GradientNorm, p.UpdateRatio))],
        };
    }

    /// <summary>
    /// Runs so many samples of a dataset, at equal distances, since files are often sorted by class; of a stream those from a first
    /// one on.
    /// </summary>
    public (double Score, double Loss) Evaluate(Dataset data, int samples, Observation observe, int from = 0)
    {
        var (scoring, loss) = Run(data, samples, observe, from, default);
        return (scoring.Value, loss);
    }

    /// <summary>Runs all samples of a dataset, and keeps what the network gives for them.</summary>
    public (double Score, double Loss) Evaluate(Dataset data, Span<float> outputs)
    {
        var (scoring, loss) = Run(data, data.Samples, Observation.None, 0, outputs);
        return (scoring.Value, loss);
    }

    /// <summary>How well the network ranks all samples of a dataset; see <see cref="Ranking.Of"/>.</summary>
    public double? Rank(Dataset data)
    {
        var outputs = new float[checked(data.Samples * _plan.Output.SampleLength)];
        Run(data, data.Samples, Observation.None, 0, outputs);
        return Ranking.Of(data.Samples, outputs, TargetsOf(data));
    }

    /// <summary>The first of the samples that are examined at a step. The beginning of a stream says nothing about how well a network does further on: there
    /// the latest samples count.</summary>
    public int FirstExamined(long step, int samples) =>
        _training.Ordered ? (int)Math.Clamp((step * _plan.Options.Batch) - samples, 0, _training.Samples - samples) : 0;

    // Ranking takes the outputs of all samples at once: for two classes and several labels, in every epoch, and for more classes when it is asked for.
    private (Scoring? Scoring, double Loss, double? Auc) Validate(Dataset data)
    {
        var kind = ScoreKinds.Of(_plan.Options.Loss, data);
        var ranks = kind == ScoreKind.LabelAccuracy || (kind == ScoreKind.Accuracy && (_ranks || data.Classes <= 2));
        var outputs = new float[ranks ? checked(data.Samples * _plan.Output.SampleLength) : 0];
        var (scoring, loss) = Run(data, data.Samples, Observation.None, 0, outputs);
        return (scoring, loss, ranks ? Ranking.Of(data.Samples, outputs, TargetsOf(data)) : null);
    }

    private static Targets TargetsOf(Dataset data) => data.Labels is { } labels ? Targets.OfLabels(labels) : Targets.OfValues(data.Values!.Values<float>());

    // Keeps the outputs where there is memory for them.
    private (Scoring Scoring, double Loss) Run(Dataset data, int samples, Observation observe, int from, Span<float> kept)
    {
        if (!_batches.TryGetValue(data, out var batch))
        {
            batch = _batches[data] = new Batch(data, _plan.Options.Batch);
        }

        var scoring = new Scoring(_plan.Output.SampleLength, _plan.Options.Loss, data);
        Span<int> indices = stackalloc int[256];
        var losses = 0.0;
        for (var first = 0; first < samples;)
        {
            var count = Math.Min(Math.Min(_plan.Options.Batch, indices.Length), samples - first);
            for (var i = 0; i < count; i++)
            {
                indices[i] = data.Ordered ? from + first + i : (int)((long)(first + i) * data.Samples / samples);
            }

            batch.Gather(indices[..count]);
            var outputs = _outputs.AsSpan(0, count * _plan.Output.SampleLength);
            _plan.Predict(count, batch.Inputs, outputs, observe);
            scoring.Add(count, outputs, batch.Targets);
            if (!kept.IsEmpty)
            {
                outputs.CopyTo(kept[(first * _plan.Output.SampleLength)..]);
            }

            losses += count * _plan.LossOfPrediction(count, batch.Targets);
            first += count;
        }

        return (scoring, losses / samples);
    }
}

using System.Diagnostics.Metrics;
using Relumine.Engine.Training.Examining;

namespace Relumine.Engine.Training;

/// <summary>
/// Instruments of the meter <c>Relumine</c> about a run of a <see cref="Trainer"/>: its loss and steps, and of every layer what the latest
/// examination saw. They are read when somebody listens, and cost nothing otherwise.
/// </summary>
internal sealed class TrainerMetrics : IDisposable
{
    private readonly Meter _meter = new("Relumine");
    private readonly Trainer _trainer;
    private IReadOnlyList<LayerRecord> _layers = [];
    private double _loss = double.NaN;

    public TrainerMetrics(Trainer trainer)
    {
        _trainer = trainer;
        Gauge("relumine.units", "Units of the layer.", l => l.Units);
        Gauge("relumine.dead_units", "Units that fired on none of the examined samples.", l => l.Dead);
        Gauge("relumine.nearly_dead_units", "Units that fired on less than 1 % of the samples.", l => l.NearlyDead);
        Gauge("relumine.always_on_units", "Units that fired on every sample.", l => l.AlwaysOn);
        Gauge("relumine.sparsity", "The share of values that did not fire.", l => l.Sparsity);
        Gauge("relumine.gradient_rms", "The root mean square of the loss's gradient at the pre-activations.", l => l.GradientRms);
        Gauge("relumine.non_finite_units", "Units with a pre-activation that was NaN or infinite.", l => l.NonFinite);
        _meter.CreateObservableGauge("relumine.loss", () => Volatile.Read(ref _loss), description: "The loss of the latest step.");
        _meter.CreateObservableCounter("relumine.steps", () => _trainer.Step, description: "Steps done.");
    }

    /// <summary>Tells the loss of a step.</summary>
    public void Tell(double loss) => Volatile.Write(ref _loss, loss);

    /// <summary>Tells what an examination saw.</summary>
    public void Tell(EpochRecord record) => Volatile.Write(ref _layers, record.Layers);

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<LayerRecord, double?> value) =>
        _meter.CreateObservableGauge(name, () => Measure(value), description: description);

    private IEnumerable<Measurement<double>> Measure(Func<LayerRecord, double?> value)
    {
        foreach (var layer in Volatile.Read(ref _layers))
        {
            if (value(layer) is { } number && !double.IsNaN(number))
            {
                yield return new Measurement<double>(number, KeyValuePair.Create<string, object?>("layer", layer.Name));
            }
        }
    }
}

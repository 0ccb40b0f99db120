using System.Diagnostics.Metrics;

namespace Relumine.Engine.Training;

/// <summary>
/// The instruments of the meter <c>Relumine</c>, for whoever trains or watches: the loss and the steps, and of every layer what the latest
/// examination saw. They are read when somebody listens, and cost nothing otherwise.
/// </summary>
internal sealed class TrainingMeter : IDisposable
{
    private readonly Meter _meter = new("Relumine");
    private readonly Func<IEnumerable<LayerReading>> _layers;
    private double _loss = double.NaN;

    /// <summary>Publishes the instruments.</summary>
    /// <param name="layers">The layers as they are now; asked from any thread.</param>
    /// <param name="steps">The steps so far; asked from any thread.</param>
    public TrainingMeter(Func<IEnumerable<LayerReading>> layers, Func<long> steps)
    {
        _layers = layers;
        Gauge("relumine.units", "Units of the layer.", l => l.Units);
        Gauge("relumine.dead_units", "Units that fired on none of the examined samples.", l => l.Dead);
        Gauge("relumine.nearly_dead_units", "Units that fired, but rarely: by default on less than 1 % of the samples.", l => l.NearlyDead);
        Gauge("relumine.always_on_units", "Units that fired on every sample.", l => l.AlwaysOn);
        Gauge("relumine.sparsity", "The share of values that did not fire.", l => l.Sparsity);
        Gauge("relumine.gradient_rms", "The root mean square of the loss's gradient at the pre-activations.", l => l.GradientRms);
        Gauge("relumine.non_finite_units", "Units with a pre-activation that was NaN or infinite.", l => l.NonFinite);
        _meter.CreateObservableGauge("relumine.loss", () => Volatile.Read(ref _loss), description: "The loss of the latest step.");
        _meter.CreateObservableCounter("relumine.steps", steps, description: "Steps done.");
    }

    /// <summary>Tells the loss of a step; NaN if it is not known.</summary>
    public void Tell(double loss) => Volatile.Write(ref _loss, loss);

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<LayerReading, double?> value) =>
        _meter.CreateObservableGauge(name, () => Measure(value), description: description);

    private IEnumerable<Measurement<double>> Measure(Func<LayerReading, double?> value)
    {
        foreach (var layer in _layers())
        {
            if (value(layer) is { } number && !double.IsNaN(number))
            {
                yield return new Measurement<double>(number, KeyValuePair.Create<string, object?>("layer", layer.Name));
            }
        }
    }
}

/// <summary>What the instruments tell of a layer; what is not known is null and not told.</summary>
/// <param name="Name">The tag <c>layer</c>.</param>
/// <param name="Units">The number of units.</param>
internal readonly record struct LayerReading(string Name, int Units)
{
    /// <summary>Units that never fired.</summary>
    public int? Dead { get; init; }

    /// <summary>Units that fired rarely.</summary>
    public int? NearlyDead { get; init; }

    /// <summary>Units that always fired.</summary>
    public int? AlwaysOn { get; init; }

    /// <summary>The share of values that did not fire.</summary>
    public double? Sparsity { get; init; }

    /// <summary>The root mean square of the gradient.</summary>
    public double? GradientRms { get; init; }

    /// <summary>Units that had a number that is not finite.</summary>
    public int? NonFinite { get; init; }
}

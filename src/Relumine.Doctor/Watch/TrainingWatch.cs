using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;
using Relumine.Engine.Training;
using Relumine.Kernels;

namespace Relumine.Doctor.Watch;

/// <summary>
/// Watches any training loop, whoever wrote it: hand it the pre-activations (or activations) and gradients of each
/// layer, batch by batch. After every window of samples it examines every unit and says what is wrong; between windows
/// a step allocates nothing.
/// </summary>
/// <remarks>
/// Publishes instruments of the meter <c>Relumine</c>, tagged with <c>layer</c>: <c>relumine.units</c>,
/// <c>relumine.dead_units</c>, <c>relumine.nearly_dead_units</c>, <c>relumine.always_on_units</c>,
/// <c>relumine.sparsity</c>, <c>relumine.gradient_rms</c>, <c>relumine.non_finite_units</c>, and without a tag
/// <c>relumine.loss</c> and <c>relumine.steps</c>. Not safe for use by several threads at once; listeners may read from any.
/// </remarks>
/// <example><code>
/// using var watch = new TrainingWatch();
/// var hidden = watch.Layer("hidden", ActivationCatalogue.Find("Relu")!, units: 64);
/// // in the loop, after the forward and the backward pass:
/// hidden.ObservePreActivations(z, samples);
/// hidden.ObserveGradients(dz);
/// foreach (var finding in watch.EndStep(loss))
/// {
///     Console.WriteLine(finding.Message);
/// }
/// </code></example>
public sealed class TrainingWatch : IDisposable
{
    private readonly TrainingMeter _meter;
    private readonly List<LayerWatch> _layers = [];
    private readonly Thresholds _thresholds;
    private readonly long? _distinct;
    private readonly HashSet<(string Id, string? Layer, Severity Severity)> _known = [];
    private LayerWatch[] _published = [];
    private bool _lost;
    private bool _isDisposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="window">After how many samples the units are examined; on fewer than about 2,000 rare units look dead.</param>
    /// <param name="thresholds">What counts as rare, dormant and constant; null for the usual numbers.</param>
    /// <param name="distinct">How many different samples the loop learns from; rows that come again with every epoch count once. Null if that is not
    /// known: then it is not said how rarely a unit that never fired may fire.</param>
    public TrainingWatch(int window = 2048, Thresholds? thresholds = null, long? distinct = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        ArgumentOutOfRangeException.ThrowIfLessThan(distinct ?? 1, 1, nameof(distinct));
        (Window, _thresholds, _distinct) = (window, thresholds ?? Thresholds.Default, distinct);
        _meter = new TrainingMeter(() => Volatile.Read(ref _published).Select(Reading), () => Step);
    }

    /// <summary>After how many samples the units are examined.</summary>
    public int Window { get; }

    /// <summary>The number of steps watched.</summary>
    public long Step { get; private set; }

    /// <summary>The layers, in the order in which they were made known.</summary>
    public IReadOnlyList<LayerWatch> Layers => _layers;

    /// <summary>What the latest examination found, the gravest first; empty before the first.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Makes a layer known; call it once for each, from input to output, before the loop.</summary>
    /// <param name="name">What findings and metrics call it.</param>
    /// <param name="activation">Its activation.</param>
    /// <param name="units">The number of units, or of channels.</param>
    /// <param name="positions">The values of a unit in one sample: 1 in a dense layer, height × width of a channel.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    /// <exception cref="ObjectDisposedException">The watch is disposed of.</exception>
    public LayerWatch Layer(string name, Activation activation, int units, int positions = 1)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(activation);
        if (_layers.Exists(l => l.Name == name))
        {
            throw new ArgumentException($"A layer '{name}' is watched already; give every layer its own name.", nameof(name));
        }

        var layer = new LayerWatch(name, activation, units, positions);
        _layers.Add(layer);
        Volatile.Write(ref _published, [.. _layers]);
        return layer;
    }

    /// <summary>Says that a step is over.</summary>
    /// <param name="loss">Its loss; null if it is not known. One that is not finite is a finding at once, told when it begins.</param>
    /// <returns>What an examination has found that the one before had not, or had found less grave; usually nothing.</returns>
    /// <exception cref="ObjectDisposedException">The watch is disposed of.</exception>
    public IReadOnlyList<Finding> EndStep(double? loss = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Step++;
        _meter.Tell(loss ?? double.NaN);
        var lost = loss is { } known && !double.IsFinite(known);
        var first = lost && !_lost;
        _lost = lost;
        var news = IsWindowFull() ? Examine() : [];
        if (!first)
        {
            return news;
        }

        var nothing = new FindingContext([], new AuditedData(0, true, []), _thresholds) { LostLoss = (Step, loss!.Value) };
        var told = new DivergedTraining().Examine(nothing).ToArray();
        Findings = [.. told, .. Findings];
        return [.. told, .. news];
    }

    /// <summary>Examines now what has been seen since the last examination, and begins a new window.</summary>
    /// <returns>As <see cref="EndStep"/>.</returns>
    /// <exception cref="ObjectDisposedException">The watch is disposed of.</exception>
    public IReadOnlyList<Finding> Examine()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var seen = _layers.Where(l => l.SamplesInWindow > 0).ToArray();
        var samples = seen.Length == 0 ? 0 : seen[0].SamplesInWindow;
        var results = Array.ConvertAll(seen, l => l.Examine(Step, _thresholds));
        Findings = FindingCatalogue.Examine(new FindingContext(results, new AuditedData(samples, true, [], _distinct), _thresholds));
        var news = Findings.Where(f => !_known.Contains((f.Id, f.Layer, f.Severity))).ToArray();
        _known.Clear();
        _known.UnionWith(Findings.Select(f => (f.Id, f.Layer, f.Severity)));
        return news;
    }

    /// <summary>Ends the metrics; layers take in no more. What was found stays.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _layers.ForEach(l => l.Close());
        _meter.Dispose();
    }

    // Not every layer that was made known is handed over at every step.
    private bool IsWindowFull()
    {
        foreach (var layer in _layers)
        {
            if (layer.SamplesInWindow >= Window)
            {
                return true;
            }
        }

        return false;
    }

    private static LayerReading Reading(LayerWatch layer) => new(layer.Name, layer.Units)
    {
        Dead = layer.Latest?.Dead,
        NearlyDead = layer.Latest?.NearlyDead,
        AlwaysOn = layer.Latest?.AlwaysOn,
        Sparsity = layer.Latest?.Sparsity,
        GradientRms = layer.GradientRms,
        NonFinite = layer.Latest?.NonFinite,
    };
}

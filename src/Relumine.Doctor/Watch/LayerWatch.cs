using System.Numerics;
using System.Runtime.InteropServices;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Updates;

namespace Relumine.Doctor.Watch;

/// <summary>One layer of a training loop that is watched; see <see cref="TrainingWatch"/>.</summary>
public sealed class LayerWatch
{
    private readonly UnitStatistics _seen;
    private readonly StreamObserver? _preActivations;
    private readonly StreamObserver? _activations;
    private readonly int _positions;
    private readonly bool _signIsKept;
    private readonly double? _flatEdge;
    private readonly bool[] _bornDead;
    private readonly long[] _lastFired;
    private LayerResult? _latest;
    private double _squares;
    private long _gradients;
    private bool _isClosed;

    internal LayerWatch(string name, Activation activation, int units, int positions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(positions);
        (Name, Activation, Units, _positions) = (name, activation, units, positions);
        _seen = new UnitStatistics(units, ProbeDetail.Full, positions > 1);
        (_preActivations, _activations) = positions > 1 ? (null, null) : (StreamObserver.Of(activation, _seen), StreamObserver.Of(null, _seen));
        (_bornDead, _lastFired) = (new bool[units], new long[units]);

        _flatEdge = FlatSide.Edge(activation);

        // A dead unit shows in its activations only if the flat side gives exactly 0 and ends at 0.
        _signIsKept = new[] { -30, -3, -0.5, -1e-6, 1e-6, 0.5, 3, 30 }.All(z => activation.Value(z) > 0 == z > 0) && _flatEdge is null or 0;
    }

    /// <summary>What findings and metrics call the layer.</summary>
    public string Name { get; }

    /// <summary>Its activation.</summary>
    public Activation Activation { get; }

    /// <summary>The number of units, or of channels.</summary>
    public int Units { get; }

    /// <summary>The samples seen since the last examination.</summary>
    public long SamplesInWindow => _seen.Samples + (_preActivations?.Pending ?? 0) + (_activations?.Pending ?? 0);

    /// <summary>What the latest examination saw; null before the first.</summary>
    public LayerResult? Latest => Volatile.Read(ref _latest);

    /// <summary>The root mean square of the gradients of the latest window; NaN if none were handed over.</summary>
    public double GradientRms { get; private set; } = double.NaN;

    /// <summary>The step at whose examination each unit was last seen to fire; 0 for never.</summary>
    public IReadOnlyList<long> LastFired => _lastFired;

    /// <summary>The dead units that were dead in the first window too: initialisation or data are the first suspects.</summary>
    public IEnumerable<int> BornDead => (Latest?.DeadUnits ?? []).Where(u => _bornDead[u]);

    /// <summary>The dead units that have fired before: the learning rate or an outlier are the first suspects.</summary>
    public IEnumerable<int> Killed => (Latest?.DeadUnits ?? []).Where(u => !_bornDead[u]);

    /// <summary>Takes in the pre-activations of a batch.</summary>
    /// <param name="z">[samples, units], or [samples, units, positions], row-major.</param>
    /// <param name="samples">The number of samples.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ObjectDisposedException">The watch is disposed of: nobody would examine these numbers.</exception>
    public void ObservePreActivations<T>(ReadOnlySpan<T> z, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Take(z, samples, _preActivations);

    /// <summary>Takes in the pre-activations and activations of a batch: then dormant and constant units are told from both.</summary>
    /// <param name="z">[samples, units], or [samples, units, positions], row-major.</param>
    /// <param name="a">f(z), of the same shape.</param>
    /// <param name="samples">The number of samples.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <exception cref="ObjectDisposedException">The watch is disposed of: nobody would examine these numbers.</exception>
    public void Observe<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        UnitObserver.Observe(z, a, samples, 1, _positions, _seen);
    }

    /// <summary>Takes in the activations of a batch, where pre-activations are not at hand (computed in place).</summary>
    /// <param name="a">[samples, units], or [samples, units, positions], row-major.</param>
    /// <param name="samples">The number of samples.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="InvalidOperationException">f(z) &gt; 0 does not tell z &gt; 0 for this activation: hand over pre-activations.</exception>
    /// <exception cref="ObjectDisposedException">The watch is disposed of: nobody would examine these numbers.</exception>
    public void ObserveActivations<T>(ReadOnlySpan<T> a, int samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_signIsKept)
        {
            throw new InvalidOperationException(
                $"The activations of {Activation} do not tell which units fire: its value is not above 0 exactly where z is. "
                    + $"Call {nameof(ObservePreActivations)} for layer '{Name}'."
            );
        }

        Take(a, samples, _activations);
    }

    /// <summary>Takes in dL/dz (or dL/da) of a batch.</summary>
    /// <param name="gradients">Of any length.</param>
    /// <exception cref="ObjectDisposedException">The watch is disposed of: nobody would examine these numbers.</exception>
    public void ObserveGradients<T>(ReadOnlySpan<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        _squares += Norms.SumOfSquares(gradients);
        _gradients += gradients.Length;
    }

    /// <summary>Takes in no more.</summary>
    internal void Close() => _isClosed = true;

    /// <summary>Examines the window and begins a new one.</summary>
    internal LayerResult Examine(long step, Thresholds thresholds)
    {
        _preActivations?.Flush();
        _activations?.Flush();
        var result = Examination.Examine(
            Name,
            Activation.Card.Name,
            Activation,
            _flatEdge,
            _positions > 1 ? LayerKind.Channel : LayerKind.Dense,
            _seen,
            thresholds
        );
        if (_latest is null)
        {
            foreach (var unit in result.DeadUnits)
            {
                _bornDead[unit] = true;
            }
        }

        for (var unit = 0; unit < Units; unit++)
        {
            if (_seen.Fired[unit] > 0)
            {
                (_lastFired[unit], _bornDead[unit]) = (step, false);
            }
        }

        GradientRms = Math.Sqrt(_squares / _gradients);
        (_squares, _gradients) = (0, 0);
        Volatile.Write(ref _latest, result);
        _seen.Clear();
        return result;
    }

    private void Take<T>(ReadOnlySpan<T> values, int samples, StreamObserver? observer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (observer is not null && typeof(T) == typeof(float))
        {
            observer.Observe(MemoryMarshal.Cast<T, float>(values), samples);
        }
        else if (observer is not null && typeof(T) == typeof(double))
        {
            observer.Observe(MemoryMarshal.Cast<T, double>(values), samples);
        }
        else
        {
            UnitObserver.Observe(values, values, samples, 1, _positions, _seen);
        }
    }
}

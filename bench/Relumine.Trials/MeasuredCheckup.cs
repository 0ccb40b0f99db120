using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Runs;
using Relumine.Engine.Training;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Trials;

/// <summary>
/// A checkup of a patient, and what suites have bands for of its first two runs: as the recipe says, and of the clean recipe. They are not made for the
/// measures alone. A checkup of a run that lies outside of its band is ended as soon as that is known.
/// </summary>
internal sealed class MeasuredCheckup : IRunObserver, IDisposable
{
    private readonly Patient _patient;
    private readonly CancellationTokenSource _end;
    private readonly List<IReadOnlyDictionary<string, double>> _measured = [];
    private readonly int _wanted;
    private Measures? _measures;

    private MeasuredCheckup(Patient patient, CancellationToken stop)
    {
        (_patient, _wanted) = (patient, patient.Clean is null ? 1 : 2);
        _end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    }

    private bool Holds => _measured.Count == _wanted && _patient.Expected.Holds(_measured[0])
        && (_wanted == 1 || Expectation.Within(_patient.Expected.Clean, _measured[1]));

    /// <summary>Makes it.</summary>
    /// <param name="patient">The recipe and what is known of it.</param>
    /// <param name="seed">The seed of all runs.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="stop">Cancels it.</param>
    /// <returns>The result, and the measures of the untreated run; null if a run lies outside of its band.</returns>
    public static (CheckupResult Result, IReadOnlyDictionary<string, double> Untreated)? Make(
        Patient patient, ulong seed, double? budget, int threads, CancellationToken stop)
    {
        using var made = new MeasuredCheckup(patient, stop);
        var clean = patient.Clean is { } good ? good with { Seed = seed } : null;
        var options = new CheckupOptions { Budget = budget, Threads = threads, Clean = clean, Observer = made };
        try
        {
            var result = Checkup.Run(patient.Recipe with { Seed = seed }, options, null, made._end.Token);
            return made.Holds ? (result, made._measured[0]) : null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Begin(TrainingRun run) => _measures = _measured.Count < _wanted ? new Measures(run) : null;

    /// <inheritdoc/>
    public void AfterStep(StepResult step, CancellationToken cancellation) => _measures?.AfterStep(step);

    /// <inheritdoc/>
    public bool End()
    {
        if (_measures is { } measures)
        {
            _measured.Add(measures.Tell());
            if (!_patient.Expected.Holds(_measured[0]) || (_measured.Count == _wanted && !Holds))
            {
                _end.Cancel();
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();
}

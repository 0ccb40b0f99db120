using System.Security.Cryptography;
using System.Text;
using Relumine.Doctor.Runs;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Checkups.State;

/// <summary>
/// Runs recipes and remembers what they showed. Runs are determined by recipe, steps and beginning, so a checkup that was
/// killed is simply done again: what is remembered is not run twice. At most the run under way is lost.
/// </summary>
internal sealed class RunLog
{
    private readonly RunBench _bench;
    private readonly string? _path;
    private readonly string _thresholds;
    private readonly CheckupState _state;
    private readonly Dictionary<string, CaseHistory> _known = [];
    private readonly Dictionary<(string Recipe, string? Begin), RunEnd> _ends = [];

    /// <summary>Begins a checkup, or goes on with one.</summary>
    /// <param name="recipe">What is examined.</param>
    /// <param name="options">How; what is remembered stands in its folder.</param>
    /// <exception cref="RelumineException">The recipe does not fit its data, the folder cannot be written to, or what is there cannot be gone on
    /// with.</exception>
    public RunLog(Recipe recipe, CheckupOptions options)
    {
        (_bench, _thresholds) = (new RunBench(options.Threads, options.Thresholds, options.Observer), options.Thresholds.ToString());
        _path = options.Output is null ? null : Path.Combine(options.Output, "checkup-state.json");
        _state = CheckupState.Begin(recipe, options.Clean, _bench, isKept: _path is not null);
        if (options.Resume && _path is not null && (File.Exists(_path) || File.Exists(CheckupState.PreviousOf(_path))))
        {
            _state.Adopt(_path, CheckupState.ReadOrPrevious(_path, out var damage));
            Damage = damage;
            foreach (var (key, run) in _state.Runs)
            {
                _known[key] =
                    run.Whole()
                    ?? throw new RelumineException(
                        ErrorKind.BrokenFile,
                        $"{_path}: the layers of a run are missing. Start anew without {new Setting(nameof(CheckupOptions.Resume))}."
                    );
            }
        }

        // Before hours are spent it should be known that their results can be kept.
        Write();
    }

    /// <summary>Why it goes on from the state before the newest; null where it does not.</summary>
    public string? Damage { get; }

    /// <summary>What a run showed; made unless it is known.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="steps">After how many updates it ends.</param>
    /// <param name="begin">Where it begins instead, and a name for that; null for the recipe's own beginning.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public CaseHistory Run(Recipe recipe, long steps, (string Name, Func<TrainingState> State)? begin, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{recipe.ToJson()}|{steps}|{begin?.Name}|{_thresholds}")))
        );
        if (!_known.TryGetValue(key, out var history))
        {
            (history, var end) = _bench.Run(recipe, steps, begin?.State(), cancellation);
            _known[key] = history;
            if (steps == long.MaxValue)
            {
                _ends[(recipe.ToJson(), begin?.Name)] = end;
            }

            _state.Runs[key] = RunMemory.Of(history);
            Write();
        }

        return history;
    }

    /// <summary>Learns one small batch; it takes so little that it is not remembered.</summary>
    public Metrics RunSmallBatch(Recipe recipe, int samples, long steps, CancellationToken cancellation) =>
        new SmallBatchRun(_bench.Prepare(recipe), samples, _bench.Limits).Learn(steps, _bench.Threads, cancellation);

    /// <summary>How much that has to calculate.</summary>
    public double WorkOfSmallBatch(Recipe recipe, int samples, long steps) => _bench.WorkOfSmallBatch(recipe, samples, steps);

    /// <summary>How much a run of a recipe has to calculate.</summary>
    public RunWork WorkOf(Recipe recipe) => _bench.WorkOf(recipe);

    /// <summary>The state in which a whole run ended.</summary>
    public TrainingState EndOf(Recipe recipe, CancellationToken cancellation) => End(recipe, null, cancellation).State;

    /// <summary>The network in which a whole run ended, for data as they are.</summary>
    public Model NetworkOf(Recipe recipe, (string Name, Func<TrainingState> State)? begin, CancellationToken cancellation) =>
        End(recipe, begin, cancellation).Model;

    /// <summary>How a whole run ended; null if it was not made since the checkup was begun or resumed.</summary>
    public RunEnd? Ended(Recipe recipe, string? begin) => _ends.GetValueOrDefault((recipe.ToJson(), begin));

    /// <summary>Forgets how the runs of a seed ended, which takes memory; what they showed stays.</summary>
    public void Forget() => _ends.Clear();

    // Only a checkup that was resumed has to run it again, since ends are too large to be written down.
    private RunEnd End(Recipe recipe, (string Name, Func<TrainingState> State)? begin, CancellationToken cancellation)
    {
        var key = (recipe.ToJson(), begin?.Name);
        return _ends.TryGetValue(key, out var end)
            ? end
            : _ends[key] = _bench.Run(recipe, long.MaxValue, begin?.State(), cancellation).End;
    }

    private void Write()
    {
        if (_path is null)
        {
            return;
        }

        try
        {
            _state.Write(_path);
        }
        catch (RelumineException e)
        {
            throw new RelumineException(e.Kind, $"{e.Message} What was written before stays; go on with {new Setting(nameof(CheckupOptions.Resume))}.", e);
        }
    }
}

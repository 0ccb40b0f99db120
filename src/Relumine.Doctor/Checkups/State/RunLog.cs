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

    /// <summary>Begins a checkup, or goes on with one.</summary>
    /// <param name="recipe">What is examined.</param>
    /// <param name="options">How; what is remembered stands in its folder.</param>
    /// <exception cref="RelumineException">The recipe does not fit its data, the folder cannot be written to, or what is there cannot be gone on
    /// with.</exception>
    public RunLog(Recipe recipe, CheckupOptions options)
    {
        (_bench, _thresholds) = (new RunBench(options.Threads, options.Thresholds), options.Thresholds.ToString());
        _state = CheckupState.Begin(recipe, options.Clean);
        _path = options.Output is null ? null : Path.Combine(options.Output, "checkup-state.json");
        if (options.Resume && File.Exists(_path))
        {
            _state.Adopt(_path, CheckupState.Read(_path));
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
            history = _known[key] = _bench.Run(recipe, steps, begin?.State(), cancellation).History;
            _state.Runs[key] = RunMemory.Of(history);
            Write();
        }

        return history;
    }

    /// <summary>The state in which a run ended; it is run again, since states are too large to be remembered.</summary>
    public TrainingState EndOf(Recipe recipe, long steps, CancellationToken cancellation) => _bench.Run(recipe, steps, null, cancellation).State;

    /// <summary>The network in which a run ended, for data as they are; it is run again.</summary>
    public Model NetworkOf(Recipe recipe, Func<TrainingState>? begin, CancellationToken cancellation)
    {
        using var run = TrainingRun.Prepare(recipe);
        run.Trainer.Restore(_bench.Run(recipe, long.MaxValue, begin?.Invoke(), cancellation).State);
        return run.ToModel();
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

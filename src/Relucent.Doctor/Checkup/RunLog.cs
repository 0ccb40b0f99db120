using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Relucent.Json;
using Relucent.Learning;
using Relucent.Recipes;

namespace Relucent;

/// <summary>
/// Runs recipes and remembers what they showed. Runs are determined by recipe, steps and beginning, so a checkup that was
/// killed is simply done again: what is remembered is not run twice. At most the run under way is lost.
/// </summary>
internal sealed class RunLog
{
    private readonly RunBench _bench;
    private readonly string? _path;
    private readonly Dictionary<string, CaseHistory> _known = [];

    public RunLog(RunBench bench, string? path, bool resume)
    {
        (_bench, _path) = (bench, path);
        if (resume && path is not null && File.Exists(path))
        {
            Read(path);
        }
    }

    /// <summary>What a run showed; made unless it is known.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="steps">After how many updates it ends.</param>
    /// <param name="begin">Where it begins instead, and a name for that; null for the recipe's own beginning.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public CaseHistory Run(Recipe recipe, long steps, (string Name, Func<TrainingState> State)? begin, CancellationToken cancellation)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{recipe.ToJson()}|{steps}|{begin?.Name}"))));
        if (!_known.TryGetValue(key, out var history))
        {
            history = _known[key] = _bench.Run(recipe, steps, begin?.State(), cancellation).History;
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
        if (_path is not null)
        {
            AtomicFile.Write(_path, stream => JsonSerializer.Serialize(stream, _known, RunLogJsonContext.Default.DictionaryStringCaseHistory));
        }
    }

    private void Read(string path)
    {
        try
        {
            foreach (var (key, history) in JsonSerializer.Deserialize(File.ReadAllBytes(path), RunLogJsonContext.Default.DictionaryStringCaseHistory) ?? [])
            {
                _known[key] = history;
            }
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new RelucentException(ExitCode.BrokenFile, $"{path}: the state of the checkup cannot be read: {e.Message.Split(" Path:")[0]} Delete it, or start anew without --resume.", e);
        }
    }
}

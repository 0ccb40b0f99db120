using Relumine.Engine.Training.Replay;

namespace Relumine.Cli.Files;

/// <summary>
/// What a run that begins anew finds in its folder of one before: log and checkpoints, which it must not go on from. They are put aside under other names until
/// the new run has saved something of its own, and brought back if it ends before that.
/// </summary>
internal sealed class EarlierRun : IDisposable
{
    private const string Aside = ".earlier";

    private readonly string[] _files;
    private readonly bool _goesOn;
    private bool _isReplaced;

    /// <summary>Puts aside what is there.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="goesOn">Whether the run goes on from what is there, so that it stays.</param>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public EarlierRun(RunFolder folder, bool goesOn)
    {
        _goesOn = goesOn;
        string[] checkpoints = [folder.Checkpoint, folder.Checkpoint + ".best"];
        _files = [folder.Log, .. checkpoints, .. checkpoints.Select(CheckpointFile.PreviousOf)];
        if (goesOn)
        {
            return;
        }

        Restore();
        foreach (var file in _files.Where(File.Exists))
        {
            File.Move(file, file + Aside);
        }
    }

    /// <summary>The new run has results that stand for themselves: what was put aside goes.</summary>
    public void Replace()
    {
        if (!_isReplaced)
        {
            _isReplaced = true;
            Array.ForEach(_files, f => File.Delete(f + Aside));
        }
    }

    /// <summary>Brings back what was not replaced.</summary>
    public void Dispose()
    {
        if (!_isReplaced && !_goesOn)
        {
            Restore();
        }
    }

    // What a run that was killed left aside comes back, too, where that run saved nothing itself.
    private void Restore()
    {
        if (_files[1..].Any(File.Exists))
        {
            Array.ForEach(_files, f => File.Delete(f + Aside));
            return;
        }

        foreach (var file in _files.Where(f => File.Exists(f + Aside)))
        {
            File.Move(file + Aside, file, overwrite: true);
        }
    }
}

using System.Text;
using Relumine.Doctor.Json;
using Relumine.Engine.Training.Examining;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Files;

/// <summary>
/// A line of JSON for every epoch. It begins with what a resumed run already knows, in one piece; after that every line is
/// one write, so that a crash costs the last line at most, and resuming repairs it.
/// </summary>
internal sealed class TrainingLog
{
    private readonly string _path;
    private int _written;

    /// <summary>Begins a log with what is known.</summary>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public TrainingLog(string path, IReadOnlyList<EpochRecord> known)
    {
        (_path, _written) = (path, known.Count);
        ResultFile.Write(path, string.Concat(known.Select(TrainingJson.WriteLine)));
    }

    /// <summary>Appends the records that are new.</summary>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public void Append(IReadOnlyList<EpochRecord> history)
    {
        if (_written == history.Count)
        {
            return;
        }

        try
        {
            using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(string.Concat(history.Skip(_written).Select(TrainingJson.WriteLine))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{_path} cannot be written: {e.Message} What was written before stays; go on with --resume.", e);
        }

        _written = history.Count;
    }
}

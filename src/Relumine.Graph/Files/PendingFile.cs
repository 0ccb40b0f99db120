using Relumine.Graph.Errors;

namespace Relumine.Graph.Files;

/// <summary>
/// A file that is written over time and appears only when it is complete: until then its bytes stand under a temporary name in
/// the same folder. Links are followed, and the mode of a file that is replaced is kept. A device or a pipe is never replaced: it
/// is written to when everything is ready. <see cref="AtomicFile"/> is the short form for what is written in one go.
/// </summary>
public sealed class PendingFile : IDisposable
{
    /// <summary>What the names of unfinished files end in; nobody else's do.</summary>
    internal const string Ending = ".relumine-part";

    private readonly string _full;
    private readonly string _temporary = "";
    private readonly bool _isSpecial;
    private readonly FileStream _stream;
    private bool _done;

    /// <summary>Begins a file; what stands there stays until <see cref="Commit"/>.</summary>
    /// <param name="path">The file. Folders that are missing are made.</param>
    /// <exception cref="RelumineException">The file cannot be written; the message says why.</exception>
    public PendingFile(string path)
    {
        Path = path;
        try
        {
            _full = FileKind.Target(path);
            if (Directory.Exists(_full))
            {
                throw new RelumineException(ErrorKind.BrokenFile, $"{path} is a folder, so no file of this name can be written. Choose another name.");
            }

            _isSpecial = FileKind.IsSpecial(_full);
            var folder = _isSpecial ? System.IO.Path.GetTempPath() : System.IO.Path.GetDirectoryName(_full)!;
            Directory.CreateDirectory(folder);
            _temporary = System.IO.Path.Combine(folder, $"{System.IO.Path.GetFileName(_full)}.{System.IO.Path.GetRandomFileName()}{Ending}");
            _stream = new FileStream(_temporary, FileMode.CreateNew, _isSpecial ? FileAccess.ReadWrite : FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        }
        catch (Exception e) when (IsAboutTheFile(e))
        {
            throw Refusal(e);
        }
    }

    /// <summary>The file, as it was given.</summary>
    public string Path { get; }

    /// <summary>What the file is to hold; seekable. What it throws, <see cref="Refusal"/> puts into words.</summary>
    public Stream Stream => _stream;

    /// <summary>Adds bytes.</summary>
    /// <exception cref="RelumineException">They cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (Exception e) when (IsAboutTheFile(e))
        {
            throw Refusal(e);
        }
    }

    /// <summary>Ends the file and gives it its name, in place of one that may stand there.</summary>
    /// <param name="durable">
    /// Whether the bytes must be on the disk before the name is: otherwise a machine that loses its power soon afterwards may
    /// have the new name with nothing behind it, and the old file no more. Takes milliseconds.
    /// </param>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    /// <param name="previous">The name that a file which is replaced gets, in place of one that may have it; null to keep it under none.</param>
    public void Commit(bool durable = false, string? previous = null)
    {
        try
        {
            if (_isSpecial)
            {
                Pour();
                return;
            }

            if (durable)
            {
                _stream.Flush(flushToDisk: true);
            }

            _stream.Dispose();
            if (File.Exists(_full))
            {
                KeepMode();
                if (previous is not null)
                {
                    File.Move(_full, previous, overwrite: true);
                }
            }

            File.Move(_temporary, _full, overwrite: true);
            _done = true;
            if (durable)
            {
                FolderSync.Flush(System.IO.Path.GetDirectoryName(_full)!);
            }
        }
        catch (Exception e) when (IsAboutTheFile(e))
        {
            throw Refusal(e);
        }
    }

    // Whoever may read the old file may read the new one, and nobody else.
    private void KeepMode()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_temporary, File.GetUnixFileMode(_full));
        }
    }

    private void Pour()
    {
        _stream.Position = 0;
        using var target = new FileStream(_full, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _stream.CopyTo(target);
    }

    /// <summary>The error for an exception that writing to <see cref="Stream"/> threw.</summary>
    public RelumineException Refusal(Exception e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return new(
            ErrorKind.BrokenFile,
            $"{Path} cannot be written: {e.Message.TrimEnd('.')}. Check the folder, its permissions and the space on the disk.",
            e
        );
    }

    /// <summary>Removes what was written, unless it was committed.</summary>
    public void Dispose()
    {
        if (_done)
        {
            return;
        }

        // A full disk may refuse even the last buffer; the bytes are thrown away in any case.
        try
        {
            _stream.Dispose();
        }
        catch (Exception e) when (IsAboutTheFile(e))
        {
        }

        File.Delete(_temporary);
    }

    /// <summary>Whether an exception says that a file cannot be written, and not that the program is wrong.</summary>
    internal static bool IsAboutTheFile(Exception e) =>
        e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;
}

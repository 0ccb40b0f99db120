namespace Relucent.Data;

/// <summary>A file that appears under its name only when it is complete: written beside it under a temporary name, then renamed.</summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _done;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it is to appear; what stands there stays until <see cref="Commit"/>. The folder must exist.</param>
    /// <exception cref="RelucentException">The folder is missing or may not be written to.</exception>
    public AtomicFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        _temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", $".{System.IO.Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        _stream = Guard(() => new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16));
    }

    /// <summary>Where the file is to appear.</summary>
    public string Path { get; }

    /// <summary>The content; seekable.</summary>
    public Stream Stream => _stream;

    /// <summary>Writes all of a file at once.</summary>
    /// <exception cref="RelucentException">It cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new AtomicFile(path);
        try
        {
            file.Stream.Write(content);
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw Unwritable(path, e);
        }

        file.Commit();
    }

    /// <summary>Completes the file and gives it its name.</summary>
    /// <exception cref="RelucentException">It cannot be written.</exception>
    public void Commit() => Guard(() =>
    {
        _stream.Dispose();
        File.Move(_temporary, Path, overwrite: true);
        _done = true;
        return true;
    });

    /// <summary>Removes what was written if it was not committed.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_done)
        {
            File.Delete(_temporary);
        }
    }

    private static RelucentException Unwritable(string path, Exception e) =>
        DataError.Broken(path, $"the file cannot be written: {e.Message} Give another place.", e);

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw Unwritable(Path, e);
        }
    }
}

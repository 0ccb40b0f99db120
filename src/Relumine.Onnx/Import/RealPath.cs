namespace Relumine.Onnx.Import;

/// <summary>Follows symbolic links at every step of a path, as the operating system would.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The path without symbolic links; what does not exist is left as it is.</summary>
    /// <exception cref="IOException">Links form a circle, or a folder cannot be read.</exception>
    public static string Of(string path)
    {
        var links = 0;
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>(Steps(full[real.Length..]));
        while (rest.TryPop(out var step))
        {
            var next = Path.Combine(real, step);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException($"there are more than {MaxLinks} symbolic links on the way to {path}");
            }

            // A link's target is relative to the folder that holds the link, and may itself pass through links.
            var joined = Path.GetFullPath(Path.Combine(real, target));
            real = Path.GetPathRoot(joined)!;
            foreach (var s in Steps(joined[real.Length..]))
            {
                rest.Push(s);
            }
        }

        return real;
    }

    /// <summary>The names between separators, the last one first, ready to be stacked.</summary>
    private static IEnumerable<string> Steps(string path) =>
        path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
}

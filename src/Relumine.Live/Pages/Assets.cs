using System.Collections.Frozen;

namespace Relumine.Live.Pages;

/// <summary>Script and style of the page, files of their own inside of the program. A path is looked up among their names, so it leads nowhere else.</summary>
internal static class Assets
{
    private static readonly FrozenDictionary<string, Asset> s_all = typeof(Assets).Assembly.GetManifestResourceNames()
        .Where(n => n.EndsWith(".js", StringComparison.Ordinal) || n.EndsWith(".css", StringComparison.Ordinal))
        .ToFrozenDictionary(n => n, Read, StringComparer.Ordinal);

    /// <summary>A file by its name; null if there is none.</summary>
    public static Asset? Find(string name) => s_all.GetValueOrDefault(name);

    private static Asset Read(string name)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(name.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript; charset=utf-8" : "text/css; charset=utf-8", content);
    }
}

/// <summary>A file that is served.</summary>
/// <param name="Type">What it is, as a header says it.</param>
/// <param name="Content">The bytes.</param>
internal sealed record Asset(string Type, byte[] Content);

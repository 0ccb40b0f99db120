namespace Relumine.Testing;

/// <summary>The files of this checkout, without what builds and runs leave behind.</summary>
internal static class Checkout
{
    private static readonly HashSet<string> s_leftBehind =
        [".git", "bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules", "relumine-demo", ".vs", ".idea"];

    /// <summary>The paths, relative to the checkout, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Walk(new DirectoryInfo(Repository.Root))
            .Select(f => Path.GetRelativePath(Repository.Root, f.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The C# files that somebody wrote.</summary>
    public static IReadOnlyList<string> Code { get; } = [.. Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal))];

    /// <summary>The contents of a file of the checkout.</summary>
    public static string Read(string relative) => File.ReadAllText(Path.Combine(Repository.Root, relative));

    /// <summary>The folder of a file of the checkout, with forward slashes; empty for a file at the top.</summary>
    public static string Folder(string relative) => relative[..Math.Max(0, relative.LastIndexOf('/'))];

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(f => f.LinkTarget is null && f.Name != ".git")
            .Concat(folder.EnumerateDirectories().Where(d => d.LinkTarget is null && !s_leftBehind.Contains(d.Name)).SelectMany(Walk));
}

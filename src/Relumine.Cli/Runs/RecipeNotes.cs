namespace Relumine.Cli.Runs;

/// <summary>What the author of a recipe says of it: the comment at its head.</summary>
internal static class RecipeNotes
{
    // A comment is a remark; what is longer than this is a document of its own.
    private const int MostLines = 30;

    /// <summary>The lines of the comment, without its marks and without how to run it; empty where there is none.</summary>
    /// <param name="path">A recipe that has been read.</param>
    public static IReadOnlyList<string> Of(string path) =>
        [
            .. File.ReadLines(path)
                .Select(l => l.Trim())
                .TakeWhile(l => l.StartsWith("//", StringComparison.Ordinal))
                .Take(MostLines)
                .Select(l => WithoutCommand(l.TrimStart('/').Trim()))
                .Where(l => l.Length > 0),
        ];

    // Whoever reads the page has run it already.
    private static string WithoutCommand(string line) =>
        line.IndexOf(" Run all of them with:", StringComparison.Ordinal) is > 0 and var at ? line[..at] : line;
}

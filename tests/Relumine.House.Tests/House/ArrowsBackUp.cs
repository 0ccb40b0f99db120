using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>
/// Inside a project, the arrows between folders that close a circle, with the reason why they are there: what arrows-back-up.txt
/// says, a line for each. The list only gets shorter.
/// </summary>
internal static class ArrowsBackUp
{
    /// <summary>Project, folder that names, folder that is named, and why; a dot is the project's own folder.</summary>
    public static IReadOnlyList<(string Project, string From, string To, string Why)> All { get; } =
        [.. Checkout.Read("tests/Relumine.House.Tests/House/arrows-back-up.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row)];

    /// <summary>The listed arrows of a project.</summary>
    public static IEnumerable<(string From, string To)> Of(string project) => All.Where(a => a.Project == project).Select(a => (a.From, a.To));

    private static (string Project, string From, string To, string Why) Row(string line) =>
        line.Split(" | ", 4) is [var project, var from, var to, var why] ? (project, from, to, why)
            : throw new FormatException($"'{line}' is not 'project | from | to | why'.");
}

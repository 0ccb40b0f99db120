using Relumine.Doctor.Findings;

namespace Relumine.Reports.Formats;

/// <summary>What the formats for continuous integration are told: the subject and what was found, one finding a layer and rule.</summary>
/// <param name="Path">The file that was examined, as it was given: a model or a recipe.</param>
/// <param name="Version">The version of Relumine.</param>
/// <param name="Findings">What was found, the gravest first.</param>
public sealed record Examined(string Path, string Version, IReadOnlyList<Finding> Findings)
{
    /// <summary>Findings that are known from a baseline and not worse: they are reported, but do not fail.</summary>
    public IReadOnlySet<Finding> Known { get; init; } = new HashSet<Finding>();

    /// <summary>What else is to be known of the whole, by name: the verdict and the causes of a checkup.</summary>
    public IReadOnlyDictionary<string, string> About { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was examined.</summary>
    public DateTimeOffset At { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Whether a finding is a failure: a warning or worse that is not known.</summary>
    public bool Fails(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Severity >= Severity.Warning && !Known.Contains(finding);
    }

    /// <summary>
    /// Where the file lies, as code hosts look for it: by its path from the current folder, without characters that a URI does not hold; what lies outside of
    /// that folder, and so of no checkout in it, by its absolute URI.
    /// </summary>
    internal string Uri
    {
        get
        {
            var full = System.IO.Path.GetFullPath(Path);
            var relative = System.IO.Path.GetRelativePath(Environment.CurrentDirectory, full).Replace('\\', '/');
            var isOutside = relative.StartsWith("../", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative);
            var escaped = string.Join('/', (isOutside ? full.Replace('\\', '/') : relative).Split('/').Select(System.Uri.EscapeDataString));
            return !isOutside ? escaped : escaped.StartsWith('/') ? "file://" + escaped : "file:///" + escaped.Replace("%3A", ":", StringComparison.Ordinal);
        }
    }
}

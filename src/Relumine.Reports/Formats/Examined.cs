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

    /// <summary>The path with forward slashes and without characters that a URI does not hold.</summary>
    internal string Uri => string.Join('/', Path.Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
}

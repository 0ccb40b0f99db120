using System.Text.RegularExpressions;

namespace Relumine.Cli.Conformance;

/// <summary>How a conformance test ended.</summary>
internal enum Verdict
{
    /// <summary>All outputs are as expected.</summary>
    Passed,

    /// <summary>The model was run and an output differs, or a file of the test is broken.</summary>
    Failed,

    /// <summary>The model says something that Relumine does not support, and Relumine said so.</summary>
    Refused,
}

/// <summary>The outcome of one conformance test.</summary>
/// <param name="Name">The test's path in its folder.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Reason">Why it failed or was refused; empty if it passed.</param>
internal sealed partial record ConformanceResult(string Name, Verdict Verdict, string Reason = "")
{
    /// <summary>The folder in which the test's own folder is, such as <c>node</c>; empty if that is the one searched.</summary>
    public string Suite => Path.GetDirectoryName(Name) ?? "";

    /// <summary>The reason without what is particular to this test, so that tests may be counted by it.</summary>
    public string Kind => Particulars().Replace(Reason.Split(". ")[0], "");

    [GeneratedRegex(@",? node '[^']*',?| '[^']*'| \((opset|nor) [^)]*\)|\.$")]
    private static partial Regex Particulars();
}

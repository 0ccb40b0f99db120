namespace Relumine.Reports.Pages;

/// <summary>What there is to say about one word: a finding, a cause or a topic.</summary>
/// <param name="Kind">What it is, e.g. <c>finding</c>.</param>
/// <param name="Id">Its name, e.g. <c>dead-units</c>.</param>
/// <param name="Title">Its name in prose.</param>
/// <param name="About">What kind of thing it is, in a few words.</param>
/// <param name="Parts">The parts, each with a heading.</param>
public sealed record Explanation(string Kind, string Id, string Title, string About, IReadOnlyList<ExplanationPart> Parts);

/// <summary>A part of an explanation.</summary>
/// <param name="Heading">What it answers, e.g. <c>Why it matters</c>.</param>
/// <param name="Lines">The paragraphs, each with the name of what it is about or an empty one.</param>
public sealed record ExplanationPart(string Heading, IReadOnlyList<ExplanationLine> Lines)
{
    /// <summary>A part of one paragraph.</summary>
    public ExplanationPart(string heading, string text) : this(heading, [new ExplanationLine("", text)])
    {
    }
}

/// <summary>A paragraph.</summary>
/// <param name="Name">What it is about; may be empty.</param>
/// <param name="Text">The sentences.</param>
public sealed record ExplanationLine(string Name, string Text);

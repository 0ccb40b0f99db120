namespace Relumine.Cli.Explanations.Topics;

/// <summary>Something that people ask about and that is neither an activation nor a finding nor a cause.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">Its name in prose.</param>
/// <param name="Words">What people call it besides.</param>
/// <param name="Paragraphs">What is known of it.</param>
/// <param name="InRelumine">What to do about it here; null if there is nothing to do.</param>
/// <param name="Sources">Where it was shown.</param>
/// <param name="See">Names of findings, causes, activations and topics that <c>explain</c> knows.</param>
internal sealed record Topic(
    string Id,
    string Title,
    IReadOnlyList<string> Words,
    IReadOnlyList<string> Paragraphs,
    string? InRelumine,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> See);

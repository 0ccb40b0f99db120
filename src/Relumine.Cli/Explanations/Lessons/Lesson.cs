namespace Relumine.Cli.Explanations.Lessons;

/// <summary>A lesson of docs/lessons.</summary>
/// <param name="Id">The name of its file without the ending.</param>
/// <param name="Title">Its title, without the number.</param>
/// <param name="Preset">What <c>relumine play</c> calls its network.</param>
/// <param name="Explains">Names of activations, findings, causes and topics that it is about; a kind of them ends with a colon.</param>
internal sealed record Lesson(string Id, string Title, string Preset, IReadOnlyList<string> Explains)
{
    /// <summary>Where it is read and where it is seen, as a sentence.</summary>
    public string Words => $"{Title}: docs/lessons/{Id}.md; 'relumine play {Preset}' shows it.";
}

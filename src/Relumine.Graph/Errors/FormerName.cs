namespace Relumine.Graph.Errors;

/// <summary>
/// Files written before the program was renamed: they carry the old name in their schema. Nothing in them means anything else now,
/// but no file is taken for what its label does not say.
/// </summary>
internal static class FormerName
{
    private const string Prefix = "relucent.";

    /// <summary>What to do about a schema, as a sentence to put before others; empty where the schema is not an old one.</summary>
    /// <param name="found">The schema that a file has.</param>
    /// <param name="expected">The schema that it would have today.</param>
    /// <param name="remedy">What makes the file acceptable, e.g. to write another word into it, or to make it anew.</param>
    public static string Advice(string? found, string expected, string remedy) =>
        found is not null && found.StartsWith(Prefix, StringComparison.Ordinal)
            ? $"The program was renamed, and '{found}' is now called '{expected}': {remedy}."
            : "";
}

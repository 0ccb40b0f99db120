namespace Relumine.Recipes.Json;

/// <summary>Keys that are written the American way, as in the field, and read in British spelling as well.</summary>
internal static class KeySpelling
{
    private static readonly Dictionary<string, string> s_american = new(StringComparer.Ordinal)
    {
        ["standardise"] = "standardize",
        ["standardiseTargets"] = "standardizeTargets",
        ["winsorise"] = "winsorize",
        ["winsoriseTargets"] = "winsorizeTargets",
    };

    /// <summary>The key as it is written.</summary>
    public static string American(string given) => s_american.GetValueOrDefault(given, given);
}

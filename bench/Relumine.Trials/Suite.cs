using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Trials;

/// <summary>A recipe of a suite, with what is known of it.</summary>
/// <param name="Name">The file without its ending, e.g. <c>rate-too-high-sgd</c>.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Clean">The recipe beside it that is known to be good, <c>rate-too-high-sgd.clean.json</c>; null if there is none.</param>
/// <param name="Expected">What is known.</param>
internal sealed record Patient(string Name, Recipe Recipe, Recipe? Clean, Expectation Expected)
{
    /// <summary>Whether a name, or the code of the index, means this recipe.</summary>
    public bool IsCalled(string name) => name == Name || name == Expected.Code;
}

/// <summary>A folder of recipes, with what is expected of each in <c>suite.json</c>.</summary>
internal static class Suite
{
    private const string CleanEnding = ".clean.json";
    private const string Index = "suite.json";

    /// <summary>Reads the recipes of a folder in the order of the index, those that it does not name last.</summary>
    /// <exception cref="RelumineException">There are none, or one is wrong.</exception>
    public static IReadOnlyList<Patient> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{folder}: there is no such folder. A trial takes a folder of recipes.");
        }

        var index = Path.Combine(folder, Index);
        var known = File.Exists(index) ? SuiteDocument.Read(index).Patients : new Dictionary<string, Expectation>();
        var present = Directory.GetFiles(folder, "*.json").Select(p => Path.GetFileName(p))
            .Where(f => f != Index && !f.EndsWith(CleanEnding, StringComparison.Ordinal))
            .Select(f => f[..^".json".Length]).Order(StringComparer.Ordinal).ToArray();
        if (known.Keys.Except(present).FirstOrDefault() is { } missing)
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{index} names '{missing}', but there is no {missing}.json beside it.");
        }

        return present.Length == 0
            ? throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{folder} holds no recipes. A trial takes a folder with recipes, NAME.json and NAME{CleanEnding}."
            )
            : [.. known.Keys.Concat(present.Except(known.Keys)).Select(name => Open(folder, name, known.GetValueOrDefault(name) ?? new Expectation()))];
    }

    private static Patient Open(string folder, string name, Expectation expected)
    {
        var clean = Path.Combine(folder, name + CleanEnding);
        return new(name, Recipe.Read(Path.Combine(folder, name + ".json")), File.Exists(clean) ? Recipe.Read(clean) : null, expected);
    }
}

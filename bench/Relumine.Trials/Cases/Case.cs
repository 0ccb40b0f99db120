using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Trials.Cases;

/// <summary>A recipe of a folder of cases. It is opened when its turn comes: a wrong one is a result, not the end of the run.</summary>
/// <param name="Name">The file without its ending.</param>
/// <param name="Path">The file.</param>
/// <param name="Clean">The recipe that shows what is possible; null if there is none.</param>
/// <param name="Expected">What is right.</param>
internal sealed record Case(string Name, string Path, string? Clean, CaseExpectation Expected)
{
    /// <summary>How often it is judged, each time by other samples that are kept aside.</summary>
    public int Folds { get; init; } = 1;

    /// <summary>Reads the recipe.</summary>
    public Recipe Open() => Recipe.Read(Path);

    /// <summary>Reads the recipe that shows what is possible.</summary>
    public Recipe? OpenClean() => Clean is null ? null : Recipe.Read(Clean);

    /// <summary>The seeds: so many from 1, or the recipe's own.</summary>
    public IEnumerable<ulong> Seeds(int seeds) => Expected.OwnSeed ? [Open().Seed] : Enumerable.Range(1, seeds).Select(s => (ulong)s);

    /// <summary>Finds the cases of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="ending">What stands behind the name of a recipe that shows what is possible, e.g. <c>.clean.json</c>.</param>
    /// <param name="expectations">What is right, by name.</param>
    /// <exception cref="RelumineException">There are none.</exception>
    public static IReadOnlyList<Case> Find(string folder, string ending, IReadOnlyDictionary<string, CaseExpectation> expectations)
    {
        string? Beside(string name) => System.IO.Path.Combine(folder, name + ending) is var path && File.Exists(path) ? path : null;
        var names = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.json").Where(p => !p.EndsWith(ending, StringComparison.Ordinal))
                .Select(p => System.IO.Path.GetFileNameWithoutExtension(p)).Where(n => n != "expectations").Order(StringComparer.Ordinal).ToArray()
            : [];
        return names.Length == 0
            ? throw new RelumineException(ErrorKind.BrokenFile, $"{folder} holds no cases. Give a folder with recipes, NAME.json and NAME{ending}.")
            : [.. names.Select(name =>
            {
                var expected = expectations.GetValueOrDefault(name)
                    ?? new CaseExpectation { Kind = Beside(name) is null ? CaseKind.Open : CaseKind.Sick };
                return new Case(name, System.IO.Path.Combine(folder, name + ".json"), Beside(expected.CleanOf ?? name), expected);
            })];
    }
}

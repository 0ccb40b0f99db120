using Relumine.Graph.Errors;

namespace Relumine.Trials.Cases;

/// <summary>A kind of scoreboard: where its cases come from, and the table of what came of them.</summary>
internal abstract class CaseBoard
{
    /// <summary>The command, and the name of its files.</summary>
    public abstract string Name { get; }

    /// <summary>What the command does.</summary>
    public abstract string Description { get; }

    /// <summary>What the folder has to hold.</summary>
    public abstract string FolderDescription { get; }

    /// <summary>How many seeds are customary.</summary>
    public virtual int CustomarySeeds => 3;

    /// <summary>Finds the cases.</summary>
    /// <param name="folder">The folder that was given.</param>
    /// <param name="expectations">The file that says what is right; null for what is known.</param>
    /// <exception cref="RelumineException">There are none.</exception>
    public abstract CaseSet Open(string folder, string? expectations);

    /// <summary>The table.</summary>
    public abstract BoardDocument Document(IReadOnlyList<Case> cases, IReadOnlyList<CaseResult> results);

    /// <summary>What is right about the cases that this suite knows.</summary>
    /// <param name="file">A file beside the program, e.g. <c>patients.json</c>.</param>
    /// <param name="given">Another one that was asked for.</param>
    private protected static IReadOnlyDictionary<string, CaseExpectation> Expectations(string file, string? given) =>
        CaseExpectations.Read(given ?? Path.Combine(AppContext.BaseDirectory, "Expectations", file)).Cases;
}

/// <summary>Cases, and what is to be cleared away behind them.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Folder">A folder that was made for them; null for none.</param>
internal sealed record CaseSet(IReadOnlyList<Case> Cases, DirectoryInfo? Folder = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Folder?.Delete(recursive: true);
}

/// <summary>A scoreboard, to read and to compute with.</summary>
/// <param name="Markdown">To read.</param>
/// <param name="Json">To compute with.</param>
internal readonly record struct BoardDocument(string Markdown, string Json);

namespace Relumine.Cli.Commands;

/// <summary>Every command of the program. Each run makes its own, because a parser binds them to itself.</summary>
[Catalogue(typeof(CliCommand), Entry = "static () => new {0}()")]
internal static partial class CommandCatalogue
{
    /// <summary>What makes the commands, by name of their types.</summary>
    public static partial IReadOnlyList<Func<CliCommand>> All { get; }
}

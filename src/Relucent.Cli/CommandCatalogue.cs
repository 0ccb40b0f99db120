namespace Relucent.Cli;

/// <summary>Every command of the program.</summary>
[Catalogue]
internal static partial class CommandCatalogue
{
    /// <summary>The commands, by name of their types.</summary>
    public static partial IReadOnlyList<CliCommand> All { get; }
}

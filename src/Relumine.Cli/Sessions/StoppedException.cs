namespace Relumine.Cli.Sessions;

/// <summary>A command that was stopped by Ctrl+C or a signal, with a sentence on what is kept and how to go on.</summary>
internal sealed class StoppedException(string message) : Exception(message);

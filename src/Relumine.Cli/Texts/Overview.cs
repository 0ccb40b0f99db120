using System.CommandLine;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Texts;

/// <summary>What <c>relumine</c> says when it is called without arguments.</summary>
internal static class Overview
{
    /// <summary>Writes the commands, each with one line.</summary>
    public static ExitCode Write(TextWriter output, IEnumerable<Command> commands)
    {
        output.WriteLine("relumine trains and examines rectifier (ReLU) networks: which units are dead, why, and what helps.");
        output.WriteLine();
        foreach (var command in commands)
        {
            output.WriteLine($"  {command.Name,-13}{FirstSentence(command.Description)}");
        }

        output.WriteLine();
        output.WriteLine("Start with 'relumine demo'; then 'relumine audit model.onnx --data samples.npy' or 'relumine checkup recipe.json'.");
        output.WriteLine("'relumine COMMAND --help' tells more.");
        return ExitCode.Done;
    }

    private static string? FirstSentence(string? text) => text?.Split('\n')[0];
}

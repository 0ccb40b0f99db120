using System.CommandLine;

namespace Relucent.Cli;

/// <summary>What <c>relucent</c> says when it is called without arguments.</summary>
internal static class Overview
{
    /// <summary>Writes the commands, each with one line.</summary>
    public static ExitCode Write(TextWriter output, IEnumerable<Command> commands)
    {
        output.WriteLine("relucent trains and examines rectifier (ReLU) networks: which units are dead, why, and what helps.");
        output.WriteLine();
        foreach (var command in commands)
        {
            output.WriteLine($"  {command.Name,-13}{FirstSentence(command.Description)}");
        }

        output.WriteLine();
        output.WriteLine("Start with 'relucent demo'; then 'relucent audit model.onnx --data samples.npy' or 'relucent checkup recipe.json'.");
        output.WriteLine("'relucent COMMAND --help' tells more.");
        return ExitCode.Done;
    }

    private static string? FirstSentence(string? text) => text?.Split('\n')[0];
}

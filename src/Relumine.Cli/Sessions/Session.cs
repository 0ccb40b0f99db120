using Relumine.Cli.Output;
using Relumine.Doctor.Audits;

namespace Relumine.Cli.Sessions;

/// <summary>One run of the program: where it writes, how talkative it is, and when it has to stop.</summary>
/// <param name="Terminal">Where the result and everything else go.</param>
/// <param name="Stop">Cancelled by Ctrl+C or a termination signal.</param>
internal sealed record Session(Terminal Terminal, CancellationToken Stop)
{
    /// <summary>No progress and no notes.</summary>
    public bool Quiet { get; init; }

    /// <summary>More about errors, such as stack traces.</summary>
    public bool Verbose { get; init; }

    /// <summary>What is written after the program's name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Opens a model with ONNX Runtime on so many threads; null in a program without it.</summary>
    public Func<string, int, ILayerRuntime>? OnnxRuntime { get; init; }

    /// <summary>The result.</summary>
    public TextWriter Out => Terminal.Out;

    /// <summary>Writes a line to standard error unless <c>--quiet</c> is given.</summary>
    public void Note(string text)
    {
        if (!Quiet)
        {
            Terminal.Error.WriteLine(text);
        }
    }

    /// <summary>Progress of something that takes long; nothing is drawn where that would be in the way.</summary>
    /// <param name="what">What is done, e.g. <c>examining</c>.</param>
    /// <param name="total">How many samples or steps there are.</param>
    public Progress Progress(string what, long total) => new(Terminal, what, total, Terminal.Animates && !Quiet, tells: !Quiet);
}

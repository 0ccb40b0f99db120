using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Relumine.Cli.Sessions;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Options;

/// <summary>
/// <c>--runtime</c>: who runs the network. ONNX Runtime is native code and so in a program of its own, <c>relumine-onnxruntime</c>, which takes the
/// same arguments.
/// </summary>
internal sealed class RuntimeArgument
{
    private const string Native = "onnxruntime";
    private const string Elsewhere = "relumine-onnxruntime";
    private const string Package = "Relumine.OnnxRuntime.Cli";

    /// <summary>The option.</summary>
    public Option<string> Option { get; } = Declared();

    /// <summary>Whether ONNX Runtime is asked for.</summary>
    public bool IsGiven(ParseResult given) => given.GetRequiredValue(Option) == Native;

    /// <summary>Whether another program has to do it.</summary>
    public bool IsElsewhere(ParseResult given, Session session) => IsGiven(given) && session.OnnxRuntime is null;

    /// <summary>Lets the program with ONNX Runtime do all of it.</summary>
    /// <exception cref="RelumineException">It is not installed.</exception>
    public ExitCode HandOver(Session session)
    {
        try
        {
            var start = new ProcessStartInfo(Elsewhere) { UseShellExecute = false };
            foreach (var argument in session.Arguments)
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;

            // A signal reaches both, and the other answers it.
            process.WaitForExit();
            return (ExitCode)process.ExitCode;
        }
        catch (Win32Exception)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{Option.Name} {Native} needs the program {Elsewhere}, which is not on the path. Install it with: dotnet tool install --global {Package}");
        }
    }

    /// <summary>Opens the model.</summary>
    /// <exception cref="RelumineException">Something is asked for that needs Relumine's own engine, or ONNX Runtime does not take the model.</exception>
    public ILayerRuntime Open(DataSource? labels, AuditOptions options, Session session)
    {
        if (labels is not null || options.Precision == ElementType.Float64)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest, $"With {Option.Name} {Native} there is neither accuracy nor another precision. Leave out labels and precision.");
        }

        return session.OnnxRuntime!(options.Path, options.Threads);
    }

    /// <summary>Does something, and adds to a refusal of the network who else may run it.</summary>
    public T Explain<T>(ParseResult given, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (UnsupportedException e) when (!IsGiven(given))
        {
            throw new UnsupportedException($"{e.Message} Or let ONNX Runtime run it: {Option.Name} {Native}, with the tool {Package}.");
        }
    }

    private static Option<string> Declared()
    {
        var option = new Option<string>("--runtime")
        {
            HelpName = $"relumine|{Native}",
            Description = $"Who runs the network; {Native} needs the tool {Package}",
            DefaultValueFactory = _ => "relumine",
        };
        option.AcceptOnlyFromAmong("relumine", Native);
        return option;
    }
}

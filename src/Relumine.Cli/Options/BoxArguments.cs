using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Sessions;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Gates;
using Relumine.Doctor.Proofs;
using Relumine.Doctor.Proofs.Properties;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Options;

/// <summary>The options that ask what is true for every input of a box.</summary>
internal sealed class BoxArguments
{
    private readonly Option<string?> _box = new("--box")
    {
        HelpName = "MIN..MAX|FILE|data[+10%]",
        Description = "Prove or refute, for every input between these bounds, what is dead or always on: one range for all numbers of a sample, "
            + "a file with a row of minima and a row of maxima, a .vnnlib file, or what the data span",
    };
    private readonly Option<double> _budget = Budget();
    private readonly Option<string?> _witnesses = StandardOptions.File("--witnesses", "Write the inputs that fire dead units", "FILE.npy|FILE.csv");
    private readonly Option<double[]?> _margin = MarginOption.Create();
    private readonly Option<bool> _requireProof = new("--require-proof") { Description = "Fail if a dead unit is not proven to be dead over the box" };

    /// <summary><c>--budget SECONDS</c> of proofs.</summary>
    public static Option<double> Budget()
    {
        var option = new Option<double>("--budget")
        {
            HelpName = "SECONDS",
            Description = "How long to search for proofs and witnesses; what is not settled then is open",
            DefaultValueFactory = _ => new BoxProofOptions { Box = BoxChoice.OfData("data")! }.Budget.TotalSeconds,
        };
        option.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() is >= 0 and <= 1e6))
            {
                result.AddError("--budget takes a number of seconds from 0 to 1000000.");
            }
        });
        return option;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> Options => [_box, _budget, _margin, _witnesses, _requireProof];

    /// <summary>Those of trimming.</summary>
    public IReadOnlyList<Option> OfTrim => [_box, _budget];

    /// <summary>Checks the options before any work is done, and adds the gate.</summary>
    /// <exception cref="RelumineException">An option needs a box, and there is none.</exception>
    public GateOptions Read(ParseResult given, GateOptions gates)
    {
        ResultFile.CheckFolder(given.GetValue(_witnesses));
        var needs = given.GetValue(_witnesses) is not null ? _witnesses.Name
            : given.GetValue(_requireProof) ? _requireProof.Name
            : gates.FailOn?.Refuted == true ? "--fail-on refuted" : null;
        return needs is null || given.GetValue(_box) is not null ? gates with { RequireProof = given.GetValue(_requireProof) }
            : throw new RelumineException(ErrorKind.InvalidRequest, $"{needs} needs --box: proofs are about the inputs of a box. Give e.g. --box 0..1.");
    }

    /// <summary>Adds proofs to an audit, if they are asked for.</summary>
    public AuditResult Prove(
        ParseResult given,
        Model model,
        AuditResult result,
        IReadOnlyList<DataSource> data,
        int threads,
        ElementType? precision,
        Session session
    )
    {
        if (result.Data.Samples > 0 && given.GetValue(_margin) is { Length: > 0 } distances)
        {
            result = MarginTable.Add(model, result, data, distances, given.GetValue(_box) is { } within ? Choice(within) : null, threads, session.Stop);
        }

        return result.Data.Samples > 0 && Choose(given, threads, precision) is { } options ? BoxProofs.Add(model, result, data, options, session.Stop) : result;
    }

    /// <summary>The box, and how long to search; null if none is given.</summary>
    public BoxProofOptions? Choose(ParseResult given, int threads, ElementType? precision) => given.GetValue(_box) is not { } text ? null : new BoxProofOptions
    {
        Box = Choice(text),
        Budget = TimeSpan.FromSeconds(given.GetValue(_budget)),
        Threads = threads,
        Precision = precision,
    };

    /// <summary>Writes the witnesses, if they are asked for.</summary>
    public void Write(ParseResult given, AuditResult result, Session session)
    {
        if (given.GetValue(_witnesses) is { } path)
        {
            session.Note($"witnesses: {path} ({WitnessTable.Write(result, path)})");
        }
    }

    private static BoxChoice Choice(string text)
    {
        if (BoxChoice.OfData(text) is { } data)
        {
            return data;
        }

        if (InputRange.Parse(text) is { } range)
        {
            return BoxChoice.Of(text, [range.Low], [range.High]);
        }

        if (text.EndsWith(".vnnlib", StringComparison.OrdinalIgnoreCase))
        {
            return VnnlibBox.Read(TextFile.Read(text), text);
        }

        var contents = new DataFormats().Open(text, new DataOptions());
        try
        {
            if (contents.Inputs is not [{ Samples: 2 } bounds])
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"--box takes MIN..MAX, data, data+10% or a file of two rows, the minima and the maxima; '{text}' is none of them."
                );
            }

            var numbers = bounds.ReadAll<double>().ToDoubles();
            return BoxChoice.Of(text, numbers[..bounds.SampleSize], numbers[bounds.SampleSize..]);
        }
        finally
        {
            foreach (var input in contents.Inputs)
            {
                input.Dispose();
            }
        }
    }
}

using System.CommandLine;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Doctor.Proofs;
using Relumine.Doctor.Proofs.Properties;
using Relumine.Geometry.Verdicts;
using Relumine.Onnx;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine verify MODEL.onnx PROPERTY.vnnlib</c>.</summary>
internal sealed class VerifyCommand : CliCommand
{
    private readonly Argument<string> _model = StandardOptions.Model();
    private readonly Argument<string> _property = new("PROPERTY")
    {
        Description = "What must never happen, as a file of VNN-LIB: bounds of inputs X_i, and conditions on outputs Y_i",
        HelpName = "PROPERTY.vnnlib",
    };
    private readonly Option<double> _budget = BoxArguments.Budget();
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<string> _precision = StandardOptions.Precision();
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the result as JSON; - for standard output, alone");
    private readonly Option<string?> _witness = StandardOptions.File("--witness", "Write the input that breaks the property", "FILE.npy|FILE.csv");

    /// <summary>Declares the options.</summary>
    public VerifyCommand() =>
        Syntax = new("verify", "Proves that no input of a box makes a network do what it must not, or finds one that does.") { _model, _property, _budget,
            _threads, _precision, _json, _witness };

    /// <inheritdoc/>
    public override int Rank => 5;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var (json, witness) = (given.GetValue(_json), given.GetValue(_witness));
        ResultFile.CheckFolder(json);
        ResultFile.CheckFolder(witness);
        var path = given.GetRequiredValue(_property);
        var property = VnnlibProperty.Read(TextFile.Read(path), path);
        var model = OnnxModel.Load(given.GetRequiredValue(_model));
        var answer = PropertyProof.Run(model, property, new PropertyOptions
        {
            Budget = TimeSpan.FromSeconds(given.GetValue(_budget)),
            Threads = given.GetValue(_threads),
            Precision = StandardOptions.Precision(given.GetRequiredValue(_precision)),
            Cancellation = session.Stop,
        });
        if (json != ResultFile.StandardOutput)
        {
            VerifyText.Write(given.GetRequiredValue(_model), property, answer, session.Terminal);
            session.Out.Flush();
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", VerifyDocument.Write(given.GetRequiredValue(_model), property, answer));
        }

        if (witness is not null && answer.Witness is { } found)
        {
            WitnessTable.Write(found.Input, witness);
            session.Note($"witness: {witness}");
        }

        return answer.Verdict == ProofVerdict.Proven ? ExitCode.Done : ExitCode.GateFailed;
    }
}

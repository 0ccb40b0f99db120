using System.CommandLine;
using System.Globalization;
using Relucent.Data;
using Relucent.Json;
using Relucent.Onnx;
using Relucent.Reports.Pages;

namespace Relucent.Cli;

/// <summary><c>relucent demo</c>: needs nothing, and checks itself.</summary>
internal sealed class DemoCommand : CliCommand
{
    private static readonly (UnitVerdict Verdict, string Words)[] s_kinds =
    [
        (UnitVerdict.Dead, "dead"), (UnitVerdict.NearlyDead, "nearly dead"), (UnitVerdict.Constant, "constant"), (UnitVerdict.AlwaysOn, "always on, but not constant"),
    ];

    private readonly Option<string> _output = new("--output", "-o") { Description = "The folder for the network, its data and the report", HelpName = "DIR", DefaultValueFactory = _ => "relucent-demo" };
    private readonly Option<int> _seed = StandardOptions.Seed();
    private readonly Option<int> _threads = StandardOptions.Threads();

    /// <summary>Declares the options.</summary>
    public DemoCommand() =>
        Syntax = new("demo", "Makes a network with known dead units, audits it, and says whether it found exactly those.") { _output, _seed, _threads };

    /// <inheritdoc/>
    public override int Rank => 1;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var folder = given.GetRequiredValue(_output);
        Directory.CreateDirectory(folder);
        var network = new PlantedNetwork(given.GetValue(_seed));
        string InFolder(string name) => Path.Combine(folder, name);
        OnnxModel.Save(network.Model, InFolder("model.onnx"));
        NpyWriter.Write(InFolder("data.npy"), network.Data);
        NpyWriter.Write(InFolder("labels.npy"), network.Labels);

        // From here on the files are all there is, as for any other network.
        var formats = new DataFormats();
        using var data = formats.Open(InFolder("data.npy"));
        using var labels = formats.OpenLabels(InFolder("labels.npy"));
        using var progress = session.Progress("examining", data.Inputs[0].Samples);
        var result = Audit.Run(
            OnnxModel.Load(InFolder("model.onnx")), data.Inputs, labels.Labels,
            new AuditOptions { Path = InFolder("model.onnx"), Threads = given.GetValue(_threads) }, progress, session.Stop);
        session.Stop.ThrowIfCancellationRequested();

        AuditText.Write(result, session.Terminal);
        ResultFile.Write(InFolder("audit.json"), AuditJson.Write(result));
        ResultFile.Write(InFolder("report.html"), AuditPage.Write(result));
        return Compare(network, result, session.Out, InFolder("report.html"));
    }

    private static ExitCode Compare(PlantedNetwork network, AuditResult result, TextWriter output, string report)
    {
        var exact = true;
        output.WriteLine();
        output.WriteLine($"{"units",-28}{"planted",8}{"found",8}");
        foreach (var (verdict, words) in s_kinds)
        {
            var planted = network.Layers.SelectMany(l => l.Planted.Units(verdict).Select(u => (l.Layer, Unit: u))).ToHashSet();
            var found = result.Layers.SelectMany(l => l.Details.Where(u => u.Verdict == verdict).Select(u => (l.Name, Unit: u.Index))).ToHashSet();
            exact &= planted.SetEquals(found);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{words,-28}{planted.Count,8}{found.Count,8}{(planted.SetEquals(found) ? "" : "   not the same units")}"));
        }

        output.WriteLine();
        output.WriteLine(exact
            ? "The audit found exactly the units that were planted."
            : "The audit did not find the units that were planted: this is a fault of Relucent. Please report it with the files.");
        output.WriteLine($"Report: {Path.GetFullPath(report)}");
        return exact ? ExitCode.Done : ExitCode.Fault;
    }
}

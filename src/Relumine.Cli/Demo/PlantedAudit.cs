using System.Globalization;
using Relumine.Cli.Files;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Cli.Texts;
using Relumine.Data.Formats;
using Relumine.Data.Writing;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Json;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;
using Relumine.Onnx;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Demo;

/// <summary>The demonstration of an audit: a network with known dead units, and whether exactly those are found.</summary>
internal static class PlantedAudit
{
    private static readonly (UnitVerdict Verdict, string Words)[] s_kinds =
    [
        (UnitVerdict.Dead, "dead"),
        (UnitVerdict.NearlyDead, "nearly dead"),
        (UnitVerdict.Constant, "constant"),
        (UnitVerdict.AlwaysOn, "always on, but not constant"),
    ];

    /// <summary>Makes the network, audits it, and compares.</summary>
    /// <param name="folder">The folder for the network, its data and the report.</param>
    /// <param name="seed">Where random numbers start.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="session">Where to write.</param>
    public static ExitCode Run(string folder, int seed, int threads, Session session)
    {
        var network = new PlantedNetwork(seed);
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
            new AuditOptions { Path = InFolder("model.onnx"), Threads = threads }, progress, session.Stop);
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
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{words,-28}{planted.Count,8}{found.Count,8}{(planted.SetEquals(found) ? "" : "   not the same units")}"
                )
            );
        }

        output.WriteLine();
        output.WriteLine(exact
            ? "The audit found exactly the units that were planted."
            : "The audit did not find the units that were planted: this is a fault of Relumine. Please report it with the files.");
        output.WriteLine($"Report: {Path.GetFullPath(report)}");
        return exact ? ExitCode.Done : ExitCode.Fault;
    }
}

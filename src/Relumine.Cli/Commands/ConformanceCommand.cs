using System.CommandLine;
using System.Globalization;
using Relumine.Cli.Conformance;
using Relumine.Cli.Files;
using Relumine.Cli.Options;
using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Commands;

/// <summary><c>relumine conformance DIR</c>.</summary>
internal sealed class ConformanceCommand : CliCommand
{
    private const int ReasonsShown = 12;

    private readonly Argument<string> _folder = new("DIR")
    {
        Description = "A folder with ONNX tests anywhere below it: model.onnx beside test_data_set_0",
        HelpName = "DIR",
    };
    private readonly Option<int> _threads = StandardOptions.Threads();
    private readonly Option<string?> _json = StandardOptions.File("--json", "Write the result as JSON; - for standard output, alone");

    private readonly Option<string?> _table = StandardOptions.File("--table", "Write operators by opset and element type, passed and refused, as Markdown");

    /// <summary>Declares the options.</summary>
    public ConformanceCommand() =>
        Syntax = new("conformance", "Runs ONNX test folders and reports which passed, failed or were refused.") { _folder, _threads, _json, _table };

    /// <inheritdoc/>
    public override int Rank => 6;

    /// <inheritdoc/>
    public override Command Syntax { get; }

    /// <inheritdoc/>
    public override ExitCode Run(ParseResult given, Session session)
    {
        var (folder, json) = (given.GetRequiredValue(_folder), given.GetValue(_json));
        ResultFile.CheckFolder(json);
        ResultFile.CheckFolder(given.GetValue(_table));
        var results = RunAll(folder, given.GetValue(_threads), session);
        if (json != ResultFile.StandardOutput)
        {
            Write(results, session);
        }

        if (json is not null)
        {
            ResultFile.Write(session, json, "JSON", ConformanceDocument.Write(folder, results));
        }

        if (given.GetValue(_table) is { } table)
        {
            ResultFile.Write(session, table, "table", ConformanceTable.Of(folder, results));
        }

        session.Stop.ThrowIfCancellationRequested();
        return results.Any(r => r.Verdict == Verdict.Failed) ? ExitCode.GateFailed : ExitCode.Done;
    }

    private static IReadOnlyList<ConformanceResult> RunAll(string folder, int threads, Session session)
    {
        Progress? progress = null;
        try
        {
            return ConformanceSuite.Run(folder, threads, count => progress = session.Progress("testing", count), _ => progress?.Add(1), session.Stop);
        }
        finally
        {
            progress?.Dispose();
        }
    }

    private static void Write(IReadOnlyList<ConformanceResult> results, Session session)
    {
        var table = new ResultTable(
            new Column("suite", 0, Right: false),
            new Column("tests", 1),
            new Column("passed", 0),
            new Column("failed", 0),
            new Column("refused", 0)
        );
        var suites = results.GroupBy(r => r.Suite, StringComparer.Ordinal).ToArray();
        foreach (var suite in suites)
        {
            Add(suite.Key, [.. suite]);
        }

        if (suites.Length > 1)
        {
            Add("all", results);
        }

        table.Write(session.Terminal);
        List("failed", results.Where(r => r.Verdict == Verdict.Failed).Select(r => $"{r.Name}: {r.Reason}"));
        var refused = results.Where(r => r.Verdict == Verdict.Refused).ToArray();
        if (session.Verbose)
        {
            List("refused", refused.Select(r => $"{r.Name}: {r.Reason}"));
            return;
        }

        var reasons = refused.CountBy(r => r.Kind, StringComparer.Ordinal).OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).ToArray();
        List("refused", reasons.Take(ReasonsShown).Select(r => $"{Number(r.Value)} × {r.Key}"));
        if (reasons.Length > ReasonsShown)
        {
            session.Out.WriteLine(
                $"  and {Number(refused.Length - reasons.Take(ReasonsShown).Sum(r => r.Value))} for {Number(reasons.Length - ReasonsShown)} other reasons; "
                    + $"--verbose or --json lists all"
            );
        }

        void Add(string name, IReadOnlyList<ConformanceResult> of) =>
            table.Add(name, Number(of.Count), Count(of, Verdict.Passed), Count(of, Verdict.Failed), Count(of, Verdict.Refused));

        void List(string heading, IEnumerable<string> lines)
        {
            foreach (var (i, line) in lines.Index())
            {
                session.Out.WriteLine(i == 0 ? $"{heading}:\n  {line}" : $"  {line}");
            }
        }
    }

    private static string Count(IReadOnlyList<ConformanceResult> results, Verdict verdict) => Number(results.Count(r => r.Verdict == verdict));

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;

namespace Relumine.Cli.Tests.Predictions;

/// <summary>A table of predictions, read back; its fields have no commas.</summary>
/// <param name="Headings">What stands in the first line.</param>
/// <param name="Rows">The others.</param>
internal sealed record PredictedTable(string[] Headings, string[][] Rows)
{
    /// <summary>Runs a network over data, and reads the table that it writes.</summary>
    public static PredictedTable Of(string model, string data, params string[] options)
    {
        var path = model + ".predictions.csv";
        var run = Invocation.Of(["run", model, "--data", data, "--csv", path, .. options]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain(path + ": ");
        string[][] lines = [.. File.ReadLines(path).Select(l => l.Split(','))];
        lines.ShouldAllBe(l => l.Length == lines[0].Length);
        lines.Skip(1).Select(l => l[0]).ShouldBe(Enumerable.Range(1, lines.Length - 1).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        return new(lines[0], lines[1..]);
    }

    /// <summary>A column of texts.</summary>
    public string[] Column(int column) => [.. Rows.Select(r => r[column])];

    /// <summary>A column of numbers.</summary>
    public double[] Numbers(int column) => Array.ConvertAll(Column(column), t => double.Parse(t, CultureInfo.InvariantCulture));
}

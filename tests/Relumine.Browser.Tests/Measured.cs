using System.Globalization;
using System.Text.Json.Nodes;

namespace Relumine.Browser.Tests;

/// <summary>What a test measured on the way, kept where RELUMINE_MEASURED names a file of JSON. Tests bound it loosely; the file says what it was.</summary>
internal static class Measured
{
    private static readonly Lock s_gate = new();

    public static void Note(string what, double value)
    {
        if (Environment.GetEnvironmentVariable("RELUMINE_MEASURED") is not { } path)
        {
            return;
        }

        lock (s_gate)
        {
            var page = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : new JsonObject { ["schema"] = "relumine.live-page/1" };
            page["processors"] = Environment.ProcessorCount;
            page["load"] = OperatingSystem.IsLinux() ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "";
            page[what] = double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            File.WriteAllText(path, page.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }) + "\n");
        }
    }
}

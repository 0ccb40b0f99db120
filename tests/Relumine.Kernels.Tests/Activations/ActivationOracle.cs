using System.Globalization;
using Relumine.Testing;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>A line of Oracles/activations.csv, which tools/oracles/activations.py computes with 60 digits.</summary>
internal sealed record ActivationOracle(string Name, double X, double Value, double Left, double Right)
{
    public static ILookup<string, ActivationOracle> All { get; } = File
        .ReadLines(Path.Combine(Repository.Root, "tests", "Relumine.Kernels.Tests", "Oracles", "activations.csv"))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(','))
        .Select(f => new ActivationOracle(f[0], Number(f[1]), Number(f[2]), Number(f[3]), Number(f[4])))
        .ToLookup(o => o.Name);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

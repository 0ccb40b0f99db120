using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Cli.Sessions;

namespace Relumine.Cli.Bench;

/// <summary>What <c>bench --json</c> writes.</summary>
/// <param name="Schema">The name and version of the document's form.</param>
/// <param name="Relumine">The version of the program.</param>
/// <param name="Processors">The number of processors of the machine.</param>
/// <param name="VectorBits">The width of the registers that are used.</param>
/// <param name="Threads">The number of threads that computed.</param>
/// <param name="Rounds">How often each was timed.</param>
/// <param name="Timings">What was measured.</param>
internal sealed record BenchDocument(string Schema, string Relumine, int Processors, int VectorBits, int Threads, int Rounds, IReadOnlyList<Timing> Timings)
{
    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(int threads, int rounds, IReadOnlyList<Timing> timings)
    {
        var bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        var document = new BenchDocument("relumine.bench/1", ProgramVersion.Text, Environment.ProcessorCount, bits, threads, rounds, timings);
        return JsonSerializer.Serialize(document, BenchJsonContext.Default.BenchDocument) + "\n";
    }
}

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(BenchDocument))]
internal sealed partial class BenchJsonContext : JsonSerializerContext;

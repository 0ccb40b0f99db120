using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Sessions;

/// <summary>
/// Whether this processor can do the work. Every kernel is written with fused multiply-adds; where the processor has none, each is computed in
/// software with the same bits, hundreds of times slower: that is told instead of being suffered. The native programs do not start on such a processor:
/// their launcher tells.
/// </summary>
internal static class ProcessorCheck
{
    // What computes nothing is answered on any processor.
    private static readonly string[] s_light = ["explain", "completions", "--help", "-h", "-?"];

    // Asked by architecture: where .NET is told to use no such instruction at all, it does not know X86Base either.
    private static bool HasFusedMultiplyAdd => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.X86 => Fma.IsSupported,
        Architecture.Arm64 => AdvSimd.IsSupported,
        _ => true,
    };

    /// <summary>Refuses a command that computes, where it would crawl.</summary>
    /// <param name="args">What is written after <c>relumine</c>.</param>
    /// <exception cref="RelumineException">The processor, or a setting of .NET, has no fused multiply-add.</exception>
    public static void Demand(string[] args)
    {
        if (!HasFusedMultiplyAdd && args.Length > 0 && !args.Any(s_light.Contains))
        {
            throw new RelumineException(
                ErrorKind.Unsupported,
                "this processor has no fused multiply-add (FMA, AVX2), or .NET was told not to use it (DOTNET_EnableAVX2=0, DOTNET_EnableHWIntrinsic=0), and "
                    + "without it networks would run hundreds of times slower. Nothing was run. Use a processor from 2013 or later, or unset the variable; "
                    + "'explain' works here."
            );
        }
    }
}

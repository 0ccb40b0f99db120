using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Relumine.Cli.Sessions;

/// <summary>
/// The native program that is compiled for registers of 512 bits. Instructions are chosen when a native program is compiled, so the package holds two:
/// one that runs everywhere, and beside it one that is twice as fast in training, to which the first hands over where the processor allows it.
/// </summary>
internal static unsafe partial class WideProgram
{
    private const string Name = "relumine-512";

    private static readonly string[] s_needed = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

    /// <summary>Becomes the wide program, with the same arguments, streams and process; returns where that cannot be.</summary>
    /// <param name="args">What is written after <c>relumine</c>.</param>
    public static void TakeOver(string[] args)
    {
        if (RuntimeFeature.IsDynamicCodeSupported || Vector512.IsHardwareAccelerated || !OperatingSystem.IsLinux() || !HasWideRegisters())
        {
            return;
        }

        var path = Path.Combine(AppContext.BaseDirectory, Name);
        if (!File.Exists(path))
        {
            return;
        }

        var words = new byte*[args.Length + 2];
        words[0] = Text(path);
        for (var i = 0; i < args.Length; i++)
        {
            words[i + 1] = Text(args[i]);
        }

        fixed (byte** first = words)
        {
            // It comes back only if it fails; then this program does the work.
            _ = Become(words[0], first);
        }
    }

    // What x86-64-v4 means. A program compiled for less answers no to Avx512F.IsSupported, and the instruction that tells does not say whether the
    // system saves the registers; the kernel's list does.
    private static bool HasWideRegisters()
    {
        try
        {
            using var file = File.OpenHandle("/proc/cpuinfo");
            Span<byte> first = stackalloc byte[8192];
            var lines = Encoding.ASCII.GetString(first[..RandomAccess.Read(file, first, 0)]).Split('\n');
            var flags = lines.FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal));
            return flags is not null && s_needed.All(flags.Split(' ').Contains);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static byte* Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        copy[bytes.Length] = 0;
        return copy;
    }

    [LibraryImport("libc", EntryPoint = "execv")]
    private static partial int Become(byte* path, byte** words);
}

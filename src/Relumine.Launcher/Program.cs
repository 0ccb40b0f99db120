using System.Runtime.InteropServices;
using System.Text;

namespace Relumine.Launcher;

/// <summary>
/// What <c>relumine</c> is in the package for linux-x64. Instructions are chosen when a native program is compiled, so the package holds two, one for
/// registers of 256 bits and one for 512, which is twice as fast in training. This one becomes the better that the processor can run, with the same
/// arguments, streams and process; or says that it can run none, which neither of them could: they would not start.
/// </summary>
internal static unsafe partial class Program
{
    private const string Plain = "relumine-256";
    private const string Wide = "relumine-512";

    // As ExitCode.Unsupported and ExitCode.BrokenFile of the programs that it starts.
    private const int Unsupported = 3;
    private const int BrokenFile = 4;

    private static int Main(string[] args)
    {
        if (Processor.Missing() is { Length: > 0 } missing)
        {
            return Refuse(
                Unsupported,
                $"this processor lacks {missing}: Relumine is compiled for processors of x86-64-v3 (since 2013), because networks would run hundreds of times "
                    + "slower without fused multiply-add (FMA, AVX2). Nothing was run. Use another machine; in a virtual one, pass the processor's own "
                    + "features on (QEMU: -cpu host)."
            );
        }

        if (Processor.HasWideRegisters())
        {
            Become(Wide, args);
        }

        Become(Plain, args);
        var path = Path.Combine(AppContext.BaseDirectory, Plain);
        return Refuse(BrokenFile, $"{path} cannot be started, and belongs beside this program. Install Relumine again.");
    }

    // It comes back only if it fails.
    private static void Become(string name, string[] args)
    {
        var words = new byte*[args.Length + 2];
        words[0] = Text(Path.Combine(AppContext.BaseDirectory, name));
        for (var i = 0; i < args.Length; i++)
        {
            words[i + 1] = Text(args[i]);
        }

        fixed (byte** first = words)
        {
            _ = Execute(words[0], first);
        }
    }

    private static int Refuse(int code, string message)
    {
        Console.Error.WriteLine("relumine: " + message);
        return code;
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
    private static partial int Execute(byte* path, byte** words);
}

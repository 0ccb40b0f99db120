using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Relumine.Graph.Files;

/// <summary>What a path leads to, as far as writing has to know: .NET does not tell devices from files.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const uint WantsType = 1;
    private const int StatusBytes = 256;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>The file that a path leads to when links are followed; the path itself, made absolute, where it is no link.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Target(string path)
    {
        var full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }

    /// <summary>Whether there is something of that name that is neither file nor folder, such as a device or a pipe: it is written to and never
    /// replaced.</summary>
    public static bool IsSpecial(string path) =>
        !OperatingSystem.IsWindows() && Path.Exists(path) && !Directory.Exists(path) && (IsBySystemCall(path) ?? IsByPlace(path));

    // Everything of Linux has this call, with one layout for all processors; others have none like it.
    private static bool? IsBySystemCall(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var status = new byte[StatusBytes];
            return ReadStatus(CurrentFolder, path, 0, WantsType, status) == 0
                ? (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeAt)) & TypeMask) != Regular
                : null;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    private static bool IsByPlace(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadStatus(int folder, string path, int flags, uint wants, [Out] byte[] status);
}

using System.Runtime.InteropServices;

namespace Relumine.Graph.Files;

/// <summary>Brings the names in a folder to the disk: a file that was renamed has its new name for certain only then.</summary>
internal static partial class FolderSync
{
    /// <summary>Does it where the system can; a file system that cannot is none that would keep names otherwise.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            var handle = Open(folder, 0);
            if (handle >= 0)
            {
                _ = Sync(handle);
                _ = Close(handle);
            }
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}

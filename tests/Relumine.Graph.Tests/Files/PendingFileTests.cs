using Relumine.Graph.Errors;
using Relumine.Graph.Files;

namespace Relumine.Graph.Tests.Files;

/// <summary>What is written, where, and what stays.</summary>
public sealed class PendingFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ALinkIsFollowedAndTheModeIsKept()
    {
        var (file, link) = (In("file"), In("link"));
        File.WriteAllText(file, "old");
        File.CreateSymbolicLink(link, file);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        AtomicFile.Write(link, s => s.Write("new"u8));

        new FileInfo(link).LinkTarget.ShouldBe(file);
        File.ReadAllText(file).ShouldBe("new");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }
    }

    [Fact]
    public void ALinkToNothingMakesItsTarget()
    {
        File.CreateSymbolicLink(In("link"), In("target"));
        AtomicFile.Write(In("link"), s => s.Write("new"u8));
        new FileInfo(In("link")).LinkTarget.ShouldBe(In("target"));
        File.ReadAllText(In("target")).ShouldBe("new");
    }

    [Fact]
    public void ADeviceIsWrittenToAndStays()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        FileKind.IsSpecial("/dev/null").ShouldBeTrue();
        FileKind.IsSpecial(In("nothing")).ShouldBeFalse();
        AtomicFile.Write("/dev/null", s => s.Write("x"u8), durable: true);
        FileKind.IsSpecial("/dev/null").ShouldBeTrue();
        Should.Throw<RelumineException>(() => AtomicFile.Write("/dev/full", s => s.Write("x"u8))).Kind.ShouldBe(ErrorKind.BrokenFile);
        FileKind.IsSpecial("/dev/full").ShouldBeTrue();
    }

    [Fact]
    public void TheFileBeforeIsKeptUnderItsName()
    {
        foreach (var text in new[] { "1", "2", "3" })
        {
            AtomicFile.Write(In("state"), s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)), previous: In("state.previous"));
        }

        File.ReadAllText(In("state")).ShouldBe("3");
        File.ReadAllText(In("state.previous")).ShouldBe("2");
        _folder.GetFiles().Length.ShouldBe(2);
    }

    [Fact]
    public void OnlyLeftoversOfRelumineAreRemoved()
    {
        File.WriteAllText(In("model.onnx.old.tmp"), "mine");
        File.WriteAllText(In("model.onnx.abc" + PendingFile.Ending), "half");
        AtomicFile.RemoveLeftovers(In("model.onnx"));
        _folder.GetFiles().Select(f => f.Name).ShouldBe(["model.onnx.old.tmp"]);
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}

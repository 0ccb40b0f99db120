using Relumine.Cli.Sessions;
using Relumine.Data.Tests;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What the program answers to data that are broken or do not fit.</summary>
public sealed class BadDataTests : IDisposable
{
    private static readonly Dictionary<string, (string File, byte[] Content, string[] Words)> s_broken = new()
    {
        ["NaN in npy"] = ("x.npy", Scratch.NpyFloats("(2, 2)", 1, 2, 3, float.NaN), ["row 1", "NaN", "finite"]),
        ["infinity in npy"] = ("x.npy", Scratch.NpyFloats("(2, 2)", 1, 2, float.PositiveInfinity, 0), ["row 1", "infinite"]),
        ["an empty file"] = ("x.npy", [], ["empty"]),
        ["no samples"] = ("x.npy", Scratch.NpyFloats("(0, 2)"), ["empty", "[0, 2]"]),
        ["an empty table"] = ("x.csv", "\n\n"u8.ToArray(), ["x.csv"]),
        ["a ragged table"] = ("x.csv", "1,2\n3\n4,5\n"u8.ToArray(), ["line 2", "2"]),
        ["words in a table"] = ("x.csv", "1,2\n3,four\n"u8.ToArray(), ["line 2", "'four'"]),
        ["a truncated npy"] = ("x.npy", Scratch.NpyFloats("(2, 2)", 1, 2, 3), ["x.npy"]),
        ["an overflowing shape"] = ("x.npy", Scratch.NpyFloats("(4294967296, 4294967296)"), ["x.npy", "4294967296"]),
        ["a shape that does not fit"] = ("x.npy", Scratch.NpyFloats("(1, 3)", 1, 2, 3), ["'x'", "[N, 2]", "[1, 3]"]),
        ["npy in Fortran order"] = ("x.npy", Scratch.Npy("'<f4'", "(2, 2)", new byte[16], fortran: "True"), ["Fortran", "row-major", "numpy"]),
        ["npy with the high byte first"] = ("x.npy", Scratch.Npy("'>f4'", "(2, 2)", new byte[16]), ["big-endian", "little-endian", "numpy"]),
        ["a damaged gzip"] = ("x.csv.gz", [.. Scratch.Gzip("1,2\n3,4\n"u8)[..20]], ["x.csv.gz"]),
        ["a damaged npz"] = ("x.npz", [.. Scratch.Zip(("x.npy", Scratch.NpyFloats("(2, 2)", 1, 2, 3, 4)))[..60]], ["x.npz"]),
        ["something else"] = ("x.bin", [1, 2, 3, 4, 5], ["x.bin", "not known"]),
    };

    private readonly TinyNetwork _tiny = new();

    public void Dispose() => _tiny.Dispose();

    public static TheoryData<string> Broken => [.. s_broken.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenDataAreNamed(string what)
    {
        var (name, content, words) = s_broken[what];
        var model = _tiny.Save("N");
        File.WriteAllBytes(_tiny[name], content);

        Invocation.Of("audit", model, "--data", _tiny[name], "--html", _tiny["report.html"], "--json", _tiny["a.json"]).ShouldFail(ExitCode.BrokenFile, words);
        Invocation.Of("run", model, "--data", _tiny[name], "--output", _tiny["out"]).ShouldFail(ExitCode.BrokenFile, words);
        Directory.GetFiles(_tiny.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order().ShouldBe(new[] { "tiny.onnx", name }.Order());
    }

    [Fact]
    public void AMissingBaselineAndABrokenOneAreNamed()
    {
        var (model, data) = (_tiny.Save("N"), _tiny.Text("x.csv", "0,1\n1,0\n"));

        Invocation.Of("audit", model, "--data", data, "--baseline", _tiny["none.json"]).ShouldFail(ExitCode.BrokenFile, "none.json");
        Invocation.Of("audit", model, "--data", data, "--baseline", _tiny.Text("b.json", "{")).ShouldFail(ExitCode.BrokenFile, "b.json");
    }

    [Fact]
    public void APlaceThatCannotBeWrittenToIsNamedBeforeTheWork()
    {
        var (model, data) = (_tiny.Save("N"), _tiny.Text("x.csv", "0,1\n1,0\n"));

        Invocation.Of("audit", model, "--data", data, "--html", Path.Combine(_tiny["none"], "r.html")).ShouldFail(ExitCode.BrokenFile, "none");
    }
}

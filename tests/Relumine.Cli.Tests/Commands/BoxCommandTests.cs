using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Testing;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What <c>relumine audit --box</c> and <c>--margin</c> prove of networks whose truth is known.</summary>
public sealed class BoxCommandTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [SharedFact("models/mnist-net_256x2/model.onnx")]
    public void EveryDeadUnitOfANetworkThatReadsDigitsFiresOnSomePicture()
    {
        var audit = Json(Mnist("--box", "0..1", "--budget", "60", "--html", _scratch["audit.html"], "--witnesses", _scratch["witnesses.npy"]));

        Proofs(audit).Select(p => p.GetProperty("refutedDead").GetInt32()).ShouldBe([88, 85]);
        File.ReadAllText(_scratch["audit.html"]).ShouldContain("An input that fires unit");
        new FileInfo(_scratch["witnesses.npy"]).Length.ShouldBeGreaterThan(173 * 784 * sizeof(float));
    }

    [SharedFact("models/mnist-net_256x2/model.onnx")]
    public void NearDigitsMostOfThemDoNot()
    {
        var audit = Json(Mnist("--box", "0..1", "--budget", "0", "--margin", "1/255,4/255,8/255"));

        // Of the first layer in closed form; of the second no fewer than relaxation with fixed slopes proves.
        var margins = audit.GetProperty("margins").EnumerateArray().ToArray();
        margins.Select(m => m.GetProperty("layers")[0].GetProperty("proven").GetInt32()).ShouldBe([85, 68, 49]);
        margins[0].GetProperty("layers")[1].GetProperty("proven").GetInt32().ShouldBeInRange(63, 85);
    }

    [SharedFact("models/lindex/model.onnx")]
    public void ANetworkWithOneInputIsProvenWhole()
    {
        File.WriteAllText(_scratch["unit.vnnlib"], "(declare-const X_0 Real)\n(assert (>= X_0 0))\n(assert (<= X_0 1))\n(declare-const Y_0 Real)\n(assert (<= Y_0 0))");
        string[] line = ["audit", Shared.Path("models/lindex/model.onnx"), "--data", Shared.Path("data/unit-interval-20001x1.npy"), "--json", "-", "-q"];

        var audit = Json([.. line, "--box", _scratch["unit.vnnlib"], "--require-proof"]);

        Proofs(audit).Sum(p => p.GetProperty("provenDead").GetInt32()).ShouldBe(255);
        Proofs(audit).Sum(p => p.GetProperty("provenAlwaysOn").GetInt32()).ShouldBe(50);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1/0")]
    [InlineData("0.1,,0.2")]
    public void ADistanceThatIsNoneIsRefused(string text) =>
        Invocation.Of("audit", _scratch["model.onnx"], "--margin", text).ShouldFail(ExitCode.WrongUsage, "--margin takes distances");

    private static string[] Mnist(params string[] more) =>
    [
        "audit", Shared.Path("models/mnist-net_256x2/model.onnx"), "--data", Shared.Path("data/mnist/t10k-images-idx3-ubyte.gz"), "--divide", "255",
        "--json", "-", "-q", .. more,
    ];

    private static IEnumerable<JsonElement> Proofs(JsonElement audit) => audit.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("proofs"));

    private static JsonElement Json(params string[] args)
    {
        var run = Invocation.Of(args);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }
}

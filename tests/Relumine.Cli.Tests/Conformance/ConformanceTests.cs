using Relumine.Cli.Conformance;
using Relumine.Testing;
using Xunit.Abstractions;
using Outcome = Relumine.Cli.Conformance.Verdict;

namespace Relumine.Cli.Tests.Conformance;

/// <summary>The tests of ONNX itself, and models with outputs that another program computed: what is run is right, and how much is run is known.</summary>
public class ConformanceTests(ITestOutputHelper output)
{
    [SharedTheory("onnx-backend")]
    [InlineData("node", 1618, 147)]
    [InlineData("simple", 15, 8)]
    [InlineData("pytorch-converted", 82, 0)]
    [InlineData("pytorch-operator", 35, 0)]
    [InlineData("light", 9, 0)]
    public void NothingFailsAndNothingIsRefusedUnnoticed(string suite, int passed, int refused) =>
        Check(ConformanceSuite.Run(Shared.Path("onnx-backend/" + suite), Environment.ProcessorCount), passed, refused);

    [SharedFact("onnx-backend/node")]
    public void ThePageSaysWhatPasses()
    {
        var folder = Shared.Path("onnx-backend/node");

        var page = ConformanceTable.Of(folder, ConformanceSuite.Run(folder, Environment.ProcessorCount));

        page.ShouldBe(
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "conformance.md")),
            "write it anew: relumine conformance ../shared/onnx-backend/node --table docs/conformance.md");
    }

    [SharedFact("models")]
    public void TrainedModelsGiveTheOutputsThatAnotherProgramComputed() =>
        Check(ConformanceSuite.Run(Shared.Path("models"), Environment.ProcessorCount), 37, 0);

    /// <summary>Counts both, so that neither a wrong result nor a lost operator can hide as a refusal.</summary>
    private void Check(IReadOnlyList<ConformanceResult> results, int passed, int refused)
    {
        foreach (var result in results.Where(r => r.Verdict == Outcome.Failed))
        {
            output.WriteLine($"{result.Name}: {result.Reason}");
        }

        results.ShouldNotContain(r => r.Verdict == Outcome.Failed);
        results.Count(r => r.Verdict == Outcome.Passed).ShouldBe(passed, "tests that pass: if an operator was added, write the new number above");
        results.Count(r => r.Verdict == Outcome.Refused).ShouldBe(refused, "tests of what is not read: if an operator was added, write the new number above");
        results.ShouldAllBe(r => r.Verdict == Outcome.Passed || r.Reason.EndsWith('.'));
    }
}

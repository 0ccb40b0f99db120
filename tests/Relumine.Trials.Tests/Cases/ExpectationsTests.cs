using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Testing;
using Relumine.Trials.Cases;

namespace Relumine.Trials.Tests.Cases;

/// <summary>What is right about the open cases is said in words that the doctor knows.</summary>
public class ExpectationsTests
{
    [Theory]
    [InlineData("patients.json")]
    [InlineData("published.json")]
    public void CausesAndFindingsAreInTheirCatalogues(string file)
    {
        var causes = CauseCatalogue.All.Select(c => c.Id).Append(CauseCatalogue.Unknown).ToHashSet();
        var findings = FindingCatalogue.All.Select(f => f.Id).ToHashSet();
        foreach (var (name, expected) in CaseExpectations.Read(Path.Combine(Repository.Root, "bench", "Relumine.Trials", "Expectations", file)).Cases)
        {
            expected.Causes.ShouldAllBe(c => causes.Contains(c), name);
            expected.Findings.ShouldAllBe(f => findings.Contains(f), name);
        }
    }
}

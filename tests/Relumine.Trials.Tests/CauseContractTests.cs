using System.Text.Json;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Findings;
using Relumine.Testing;

namespace Relumine.Trials.Tests;

/// <summary>A cause without a patient is rejected: each has one whose first-ranked cause it is, and a twin without it that is not critically ill of it and
/// learns more.</summary>
public class CauseContractTests
{
    // A stream of 400,000 steps is for the command; what it said is in the scoreboard.
    private const string Slow = "non-stationary-data";

    // With its own seed the clean recipe of weights-too-small-uniform learns nothing either; there is another patient of its cause.
    private const string WithoutAHealthyTwin = "weights-too-small-uniform";

    private static readonly IReadOnlyList<Patient> s_patients = Suite.Read(Path.Combine(Repository.Root, "recipes", "clinic"));

    public static TheoryData<string> Ids => [.. CauseCatalogue.All.Select(c => c.Id).Except([Slow])];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ItsPatientHasItAsTheFirstCauseAndItsTwinIsWell(string id)
    {
        var patient = PatientOf(id);

        var sick = Checkup.Run(patient.Recipe, new CheckupOptions { Clean = patient.Clean });
        sick.Causes[0].Cause.ShouldBe(id, patient.Name);
        sick.Causes[0].Experiment.ShouldNotBeNull().Restores.ShouldBeTrue();
        sick.Findings.Select(f => (f.Id, f.Layer)).ShouldBeUnique();

        var healthy = Checkup.Run(patient.Clean!);
        (healthy.Findings.Any(f => f.Severity == Severity.Critical) && healthy.Causes.Any(c => c.Cause == id)).ShouldBeFalse(patient.Name);
        healthy.Untreated.Score.ShouldBeGreaterThan(sick.Untreated.Score, patient.Name);
    }

    [Fact]
    public void TheScoreboardHasTheOneThatTakesTooLong()
    {
        using var board = JsonDocument.Parse(Checkout.Read("docs/clinic/scoreboard.json"));
        var row = board.RootElement.GetProperty("recipes").EnumerateArray().Single(r => r.GetProperty("patient").GetString() == PatientOf(Slow).Name);

        row.GetProperty("rightCauses").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public void EveryCauseHasItsPage()
    {
        foreach (var cause in CauseCatalogue.All)
        {
            Checkout.Read($"docs/causes/{cause.Id}.md").ShouldContain(cause.Why);
        }
    }

    private static Patient PatientOf(string id) =>
        s_patients.FirstOrDefault(p => p.Clean is not null && p.Name != WithoutAHealthyTwin && p.Expected.Causes.Count > 0 && p.Expected.Causes[0] == id)
        ?? throw new InvalidOperationException(
            $"recipes/clinic has no patient with the cause '{id}': add one, with a clean recipe, and say in suite.json what is expected of it."
        );
}

using System.Text.Json;
using Relumine.Graph.Errors;
using Relumine.Testing;

namespace Relumine.Trials.Tests;

/// <summary>The patients of <c>recipes/clinic</c> are complete, and fall ill as is written about them.</summary>
public class SuiteTests
{
    // A stream of 400,000 steps is for the command, not for every run of the tests; two need a lucky seed to be sick, or well.
    private static readonly string[] s_elsewhere = ["stream-that-changes", "layers-too-narrow", "bias-minus-1"];

    private static readonly IReadOnlyList<Patient> s_patients = Suite.Read(Path.Combine(Repository.Root, "recipes", "clinic"));

    public static TheoryData<string> Quick => [.. s_patients.Select(p => p.Name).Except(s_elsewhere)];

    [Theory]
    [MemberData(nameof(Quick))]
    public void UntreatedNetworksAreAsIsWritten(string name)
    {
        var patient = s_patients.Single(p => p.Name == name);
        var measures = Measures.Of(patient.Recipe, 1, CancellationToken.None);

        patient.Expected.Holds(measures).ShouldBeTrue(string.Join(", ", measures.Select(m => $"{m.Key} {m.Value}")));
    }

    [Fact]
    public void EveryPatientHasABandACauseAndACleanRecipeOrIsHealthy()
    {
        foreach (var patient in s_patients)
        {
            patient.Expected.Band.ShouldNotBeEmpty(patient.Name);
            (patient.Expected.Causes.Count > 0).ShouldBe(!patient.Expected.Healthy, patient.Name);
            (patient.Clean is not null).ShouldBe(!patient.Expected.Healthy, patient.Name);
        }
    }

    [Fact]
    public void TheTableOfUntreatedNetworksIsThatOfTheSuite()
    {
        using var table = JsonDocument.Parse(Checkout.Read("docs/clinic/untreated.json"));
        var rows = table
            .RootElement.GetProperty("recipes")
            .EnumerateArray()
            .ToDictionary(r => r.GetProperty("patient").GetString()!, r => r.GetProperty("within").GetInt32());

        rows.Keys.ShouldBe(s_patients.Select(p => p.Name));
        rows.Where(r => r.Value < 4).Select(r => r.Key).ShouldBe(["bias-minus-1"]);
    }

    [Theory]
    [InlineData("""{ "schema": "relumine.suite/2", "patients": {} }""")]
    [InlineData("""{ "schema": "relumine.suite/1" }""")]
    [InlineData("""{ "schema": "relumine.suite/1", "patients": { "A": { "bands": [] } } }""")]
    [InlineData("""{ "schema": "relumine.suite/1", "patients": { "A": { "band": [{ "score": [1, 0] }] } } }""")]
    [InlineData("""{ "schema": "relumine.suite/1", "patients": { "A": null } }""")]
    [InlineData("nonsense")]
    public void ABrokenIndexIsRefused(string json)
    {
        var folder = Directory.CreateTempSubdirectory("relumine-suite");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "suite.json"), json);

            Should.Throw<RelumineException>(() => Suite.Read(folder.FullName)).Kind.ShouldBe(ErrorKind.InvalidRequest);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

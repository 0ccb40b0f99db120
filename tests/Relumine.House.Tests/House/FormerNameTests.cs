using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Json;
using Relumine.Doctor.Tests;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Errors;
using Relumine.Recipes;
using Relumine.Recipes.Tests;

namespace Relumine.House.Tests.House;

/// <summary>Files from before the program was renamed are refused with a sentence that says what to change.</summary>
public sealed class FormerNameTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("former-name");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ARecipeIsToldWhatToWrite() =>
        Should
            .Throw<RelumineException>(() => Recipe.Parse(Texts.Blobs.Replace("relumine.recipe/1", "relucent.recipe/1", StringComparison.Ordinal)))
            .Message.ShouldContain(
                "The program was renamed, and 'relucent.recipe/1' is now called 'relumine.recipe/1': write \"schema\": \"relumine.recipe/1\" into the file"
            );

    [Fact]
    public void ABaselineIsToldWhatToWrite() =>
        Should
            .Throw<RelumineException>(() =>
                AuditJson.Read(
                    AuditJson.Write(Patient.Audit(Patient.Layer(3, 1, (_, _) => -1))).Replace("relumine.audit/1", "relucent.audit/1", StringComparison.Ordinal),
                    "accepted.json"
                )
            )
            .Message.ShouldContain("is now called 'relumine.audit/1': write the new one into the file, or make the audit again and write it anew.");

    [Fact]
    public void AStateIsNotGoneOnWith()
    {
        var checkpoint = Path.Combine(_folder.FullName, "old.ckpt");
        File.WriteAllBytes(checkpoint, [.. "RLCNTCK1"u8, .. new byte[64]]);
        Should
            .Throw<RelumineException>(() => CheckpointFile.Read(checkpoint))
            .Message.ShouldContain("The program was renamed, and a checkpoint from before that is not gone on with");

        var state = Path.Combine(_folder.FullName, "old.json");
        File.WriteAllText(state, """{ "schema": "relucent.checkup-state/1" }""");
        Should
            .Throw<RelumineException>(() => CheckupState.Read(state))
            .Message.ShouldContain("is now called 'relumine.checkup-state/1': a state from before that is not gone on with");
    }
}

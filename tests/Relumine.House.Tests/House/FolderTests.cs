using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>A folder can be taken in at a glance, or says why not.</summary>
public class FolderTests
{
    private const int MostFiles = 40;

    private static readonly Dictionary<string, string> s_large = new()
    {
        ["src/Relumine.Doctor/Findings"] = "one finding a file: a catalogue is one folder",
        ["src/Relumine.Onnx/Import/Compositions"] = "one operator that is put together from others a file: a catalogue is one folder",
        ["recipes/clinic"] = "a patient and its healthy twin for every illness; a suite is one folder",
    };

    [Fact]
    public void NoFolderIsCrowded()
    {
        var crowded = Checkout.Files.GroupBy(f => Checkout.Folder(f)).Where(f => f.Count() > MostFiles).Select(f => f.Key).ToList();

        crowded.Except(s_large.Keys).ShouldBeEmpty($"more than {MostFiles} files: divide the folder by what its files are about");
        s_large.Keys.Except(crowded).ShouldBeEmpty("these are crowded no longer: take them off the list");
    }
}

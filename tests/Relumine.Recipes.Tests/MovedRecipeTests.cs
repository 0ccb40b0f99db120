using System.IO.Compression;
using Relumine.Data.Tests.Pictures;
using Relumine.Data.Writing;
using Relumine.Graph.Tensors;
using Relumine.Recipes.Data;

namespace Relumine.Recipes.Tests;

/// <summary>A recipe that is written into another folder finds its data from there.</summary>
public sealed class MovedRecipeTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("relumine");

    public static TheoryData<string, string> Files => new()
    {
        { "csv", """{ "csv": { "path": "in/data.csv" } }""" },
        { "csv", """{ "csv": { "path": "in/x.csv", "targets": "../y.csv" } }""" },
        { "npy", """{ "npy": { "features": "in/x.npy", "labels": "in/y.npy" } }""" },
        { "npy", """{ "npy": { "features": "in/x.npy", "targets": "in/t.npy" } }""" },
        { "npz", """{ "npz": { "path": "in/both.npz" } }""" },
        { "pictures", """{ "pictures": { "path": "in/photos", "labels": "in/photos/labels.csv" } }""" },
        { "idx", """{ "idx": { "images": "in/images.idx", "labels": "in/labels.idx" } }""" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void ItsDataAreTheSameFromEveryFolder(string kind, string data)
    {
        var recipe = Write(data);
        recipe.Data.Name.ShouldBe(kind);
        var samples = RecipeDataset.Open(recipe).Features.ToDoubles();
        samples.Length.ShouldBe(12);

        foreach (var folder in new[] { "recipes", "recipes/in", "recipes/out/deep", "beside", "" })
        {
            var moved = recipe.In(Path.Combine(_root.FullName, folder));

            // What is read back from the file knows nothing but the text and where it lies.
            var path = Path.Combine(Directory.CreateDirectory(moved.Folder).FullName, "moved.json");
            File.WriteAllText(path, moved.ToJson());
            RecipeDataset.Open(Recipe.Read(path)).Features.ToDoubles().ShouldBe(samples, folder);
            moved.In(recipe.Folder).Difference(recipe).ShouldBeEmpty(folder);
        }
    }

    [Fact]
    public void EveryKindOfDataThatNamesFilesIsTriedHere()
    {
        var named = RecipeDataKinds.All.Where(k => k is not (RecipeGenerator or PointsData)).Select(k => k.Name);

        Files.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal).ShouldBe(named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AnAbsolutePathAndGeneratedDataStay()
    {
        var absolute = Path.Combine(_root.FullName, "recipes", "in", "data.csv");

        Write($$"""{ "csv": { "path": {{System.Text.Json.JsonSerializer.Serialize(absolute)}} } }""").In(_root.FullName).Data.ShouldBe(new CsvData(absolute));
        Write("""{ "blobs": { "samples": 20 } }""").In(_root.FullName).Data.ShouldBe(new BlobsData { Samples = 20 });
    }

    [Fact]
    public void BehindALinkTheWayIsTheSameFromInsideAndOutside()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "far", "away"));
        var link = Path.Combine(_root.FullName, "near");
        Directory.CreateSymbolicLink(link, Path.Combine(_root.FullName, "far", "away"));
        var moved = Write("""{ "csv": { "path": "in/data.csv" } }""").In(link);

        // Whoever goes into the folder is in far/away, whatever name he went in by.
        (moved with { Folder = Path.Combine(_root.FullName, "far", "away") }).PathOf(((CsvData)moved.Data).Path)
            .ShouldBe(Path.Combine(_root.FullName, "recipes", "in", "data.csv"));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private Recipe Write(string data)
    {
        var input = Directory.CreateDirectory(Path.Combine(_root.FullName, "recipes", "in")).FullName;
        string In(string name) => Path.Combine(input, name);
        var x = ModelTensor.Of<float>(new Shape(6, 2), [.. Enumerable.Range(0, 12).Select(i => i / 10f)]);
        File.WriteAllText(In("data.csv"), "a,b,class\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"0.{i},{i},{i % 2}\n")));
        File.WriteAllText(In("x.csv"), "a,b\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"0.{i},{i}\n")));
        File.WriteAllText(Path.Combine(_root.FullName, "y.csv"), "class\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"{i % 2}\n")));
        NpyWriter.Write(In("x.npy"), x);
        NpyWriter.Write(In("y.npy"), ModelTensor.Of<long>(new Shape(6), 0, 1, 0, 1, 0, 1));
        NpyWriter.Write(In("t.npy"), ModelTensor.Of<float>(new Shape(6, 1), 0, 1, 0, 1, 0, 1));
        File.Delete(In("both.npz"));
        using (var zip = ZipFile.Open(In("both.npz"), ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(In("x.npy"), "x.npy");
            zip.CreateEntryFromFile(In("y.npy"), "y.npy");
        }

        Directory.CreateDirectory(In("photos"));
        File.WriteAllText(In("photos/labels.csv"), string.Concat(Enumerable.Range(0, 6).Select(i => $"{i}.png,{(i % 2 == 0 ? "cat" : "dog")}\n")));
        for (var i = 0; i < 6; i++)
        {
            File.WriteAllBytes(In($"photos/{i}.png"), Drawn.Png(2, 1, 1, (column, _, _) => (20 * i) + column));
        }

        File.WriteAllBytes(In("images.idx"), [0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 1, 0, 0, 0, 2, .. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        File.WriteAllBytes(In("labels.idx"), [0, 0, 8, 1, 0, 0, 0, 6, 0, 1, 0, 1, 0, 1]);
        var loss = data.Contains("t.npy", StringComparison.Ordinal) ? "meanSquaredError" : "softmaxCrossEntropy";
        var path = Path.Combine(_root.FullName, "recipes", "recipe.json");
        File.WriteAllText(path, $$"""{ "data": {{data}}, "model": [ "flatten", { "dense": 2 } ], "loss": "{{loss}}" }""");
        return Recipe.Read(path);
    }
}

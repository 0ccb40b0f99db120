using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Pictures;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Pictures;

/// <summary>A folder of pictures as data, and files that mean harm.</summary>
public sealed class PictureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine-pictures-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void SubfoldersAreClassesAndChannelsStandOneAfterAnother()
    {
        Put("b/1.png", Drawn.Png(2, 1, 3, (x, _, c) => (10 * x) + c));
        Put("a/2.PNG", Drawn.Png(2, 1, 4, (x, _, c) => c == 3 ? 0 : 100 + (10 * x) + c));
        Put("a/notes.txt", [1]);
        var data = DatasetFile.ReadPictures(_folder.FullName, new() { Divide = 1 }, null);
        data.Features.Shape.ShouldBe(new Shape(2, 3, 1, 2));
        data.Features.Values<float>().ToArray().ShouldBe([100f, 110, 101, 111, 102, 112, 0, 10, 1, 11, 2, 12]);
        (data.Labels!, data.ClassNames).ShouldSatisfyAllConditions(d => d.Item1.ShouldBe([0, 1]), d => d.ClassNames.ShouldBe(["a", "b"]));
        DatasetFile.ReadPictures(_folder.FullName, new() { Divide = 1, ChannelsLast = true }, null).Features.Values<float>().ToArray()[..6]
            .ShouldBe([100f, 101, 102, 110, 111, 112]);
    }

    [Fact]
    public void PixelsAreScaledByThePlanThatWasLearned()
    {
        Put("x/1.png", Drawn.Png(1, 1, 3, (_, _, c) => 51 * c));
        var learned = DatasetFile.ReadPictures(_folder.FullName, new() { Mean = [0, 0.2, 0], Deviation = [1, 1, 0.5] }, null);
        learned.Features.Values<float>().ToArray().ShouldBe([0f, 0, 0.8f], 1e-6);
        var plan = PicturePlan.Parse(learned.Pictures!.ToJson());
        plan.ClassNames.ShouldBe(["x"]);
        using var again = new DataFormats(new PictureFolderFormat(plan, isLearned: true)).Open(_folder.FullName);
        again.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe(learned.Features.Values<float>().ToArray());
        again.Labels!.ReadAll<long>().Values<long>().ToArray().ShouldBe([0L]);
        Put("y/1.png", Drawn.Png(1, 1, 3, (_, _, c) => 51 * c));
        Should.Throw<RelumineException>(() => new DataFormats(new PictureFolderFormat(plan, isLearned: true)).Open(_folder.FullName))
            .Message.ShouldContain("its class 'y' is none of those that the model knows: x");
    }

    [Fact]
    public void AJpegIsReadAndGreyStaysGrey()
    {
        Put("x/1.jpg", Drawn.Jpeg());
        var data = DatasetFile.ReadPictures(_folder.FullName, new() { Divide = 1 }, null);
        data.Features.Shape.ShouldBe(new Shape(1, 1, 8, 8));
        data.Features.Values<float>().ToArray().ShouldAllBe(v => v == 178);
    }

    [Fact]
    public void ShrinkingKeepsTheMeanAndEnlargingInterpolates()
    {
        Put("x/1.png", Drawn.Png(4, 2, 1, (x, _, _) => x * 60));
        float[] In(int width, int height) =>
            DatasetFile.ReadPictures(_folder.FullName, new() { Divide = 1, Width = width, Height = height }, null).Features.Values<float>().ToArray();
        In(1, 1).ShouldBe([90f], 1e-4);
        In(4, 1).ShouldBe([0f, 60, 120, 180], 1e-4);

        // Between the centres of pixels in straight lines, and flat beyond the last.
        In(8, 1).ShouldBe([0f, 15, 45, 75, 105, 135, 165, 180], 1e-4);
    }

    [Fact]
    public void ATableOfNamesGivesTheClasses()
    {
        Put("1.png", Drawn.Png(1, 1, 1, (_, _, _) => 1));
        Put("2.png", Drawn.Png(1, 1, 1, (_, _, _) => 2));
        Put("labels.csv", "file,class\n2.png,dog\n1.png,cat\n"u8.ToArray());
        var data = DatasetFile.ReadPictures(_folder.FullName, new() { Divide = 1 }, null);
        data.Features.Values<float>().ToArray().ShouldBe([2f, 1]);
        data.Labels!.ShouldBe([1, 0]);
    }

    [Theory]
    [InlineData("../1.png", "line 2: '../1.png' leads out of the folder")]
    [InlineData("/etc/1.png", "leads out of the folder")]
    [InlineData("3.png", "line 2: there is no picture '3.png'")]
    public void ATableThatLeadsElsewhereIsRefused(string name, string told)
    {
        Put("1.png", Drawn.Png(1, 1, 1, (_, _, _) => 1));
        Put("labels.csv", System.Text.Encoding.UTF8.GetBytes($"file,class\n{name},dog\n1.png,cat\n"));
        Should.Throw<RelumineException>(() => DatasetFile.ReadPictures(_folder.FullName, new(), null)).Message.ShouldContain(told);
    }

    [Fact]
    public void PicturesOfOtherSizesAreNamedWhereNoSizeIsWanted()
    {
        Put("x/1.png", Drawn.Png(2, 2, 1, (_, _, _) => 1));
        Put("x/2.png", Drawn.Png(3, 2, 1, (_, _, _) => 1));
        Should.Throw<RelumineException>(() => DatasetFile.ReadPictures(_folder.FullName, new(), null))
            .Message.ShouldContain("2.png: the picture is 3 × 2 pixels, but the first is 2 × 2");
    }

    [Fact]
    public void WhatPromisesOrUnpacksToTooMuchIsRefusedBeforeMemoryIsTaken()
    {
        Refused(Drawn.Png(1, 1, 1, (_, _, _) => 1, declaredWidth: int.MaxValue)).ShouldContain("pixels are accepted");
        Refused(Drawn.Png(1, 1, 1, (_, _, _) => 1, extra: 200_000_000)).ShouldContain("unpacks to more bytes than its size says");
        var jpeg = Drawn.Jpeg();
        (jpeg[76], jpeg[77], jpeg[78], jpeg[79]) = (255, 255, 255, 255);
        Refused(jpeg).ShouldContain("65535 × 65535 pixels");
        Refused("GIF89a"u8.ToArray()).ShouldContain("neither a PNG nor a JPEG");
    }

    [Fact]
    public void DamagedPicturesAreReadOrRefusedAndNothingElse()
    {
        foreach (var whole in (byte[][])[Drawn.Png(6, 5, 3, (x, y, c) => (x * y) + c), Drawn.Jpeg()])
        {
            for (var seed = 0; seed < 300; seed++)
            {
                var random = new Random(seed);
                var bytes = whole[..random.Next(1, whole.Length + 1)];
                for (var i = random.Next(1, 5); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                try
                {
                    Put("x/1.png", bytes);
                    DatasetFile.ReadPictures(_folder.FullName, new() { Width = 4, Height = 4 }, null);
                }
                catch (RelumineException e)
                {
                    e.Kind.ShouldBe(ErrorKind.BrokenFile, $"seed {seed}");
                }
            }
        }
    }

    private string Refused(byte[] bytes)
    {
        Put("x/1.png", bytes);
        return Should.Throw<RelumineException>(() => DatasetFile.ReadPictures(_folder.FullName, new(), null)).Message;
    }

    private void Put(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}

using System.Security.Cryptography;
using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Testing;

namespace Relumine.Data.Tests.Sources;

public class RealFileTests
{
    [SharedFact("data/mnist")]
    public void MnistReadsFromGzipAndScales()
    {
        using var images = Scratch.Formats.Open(
            Shared.Path("data/mnist/t10k-images-idx3-ubyte.gz"),
            new DataOptions { Scaling = new Scaling { Divide = 255 } }
        );
        var source = images.Inputs.ShouldHaveSingleItem();
        source.Dims.ShouldBe([10000, 28, 28]);
        source.Type.ShouldBe(StoredType.UInt8);
        var block = new float[100 * 784];
        while (source.Read(block.AsSpan()) > 0)
        {
        }

        source.Survey.Count.ShouldBe(7_840_000);
        source.Survey.Min.ShouldBe(0);
        source.Survey.Max.ShouldBe(1);

        // The published mean of the test digits.
        source.Survey.Mean.ShouldBe(0.1325, 5e-5);
    }

    [SharedFact("data/mnist")]
    public void MnistLabelsAreTheTenDigits()
    {
        using var set = Scratch.Formats.OpenLabels(Shared.Path("data/mnist/t10k-labels-idx1-ubyte.gz"));
        using var labels = new Labels(set.Labels!, 10000, 10);
        var all = new long[10000];
        labels.Read(all).ShouldBe(10000);
        all[..5].ShouldBe([7, 2, 1, 0, 4]);
        all.CountBy(l => l).Count().ShouldBe(10);
    }

    [SharedFact("data/acasxu-uniform-20000x5.npy")]
    public void NpyOfNumpyReadsBitForBit()
    {
        var path = Shared.Path("data/acasxu-uniform-20000x5.npy");
        using var set = Scratch.Formats.Open(path);
        var tensor = set.Inputs[0].ReadAll<float>();
        tensor.Shape.ShouldBe(new Shape(20000, 5));
        SHA256.HashData(tensor.Bytes).ShouldBe(SHA256.HashData(File.ReadAllBytes(path).AsSpan(^(20000 * 5 * 4)..)));
    }

    [SharedTheory("data/tabular")]
    [InlineData("digits.csv.gz", 0, 1797, 64, 10)]
    [InlineData("breast_cancer.csv", 1, 569, 30, 2)]
    [InlineData("iris.csv", 1, 150, 4, 3)]
    [InlineData("wine_data.csv", 1, 178, 13, 3)]
    public void TablesOfScikitLearnRead(string name, int skip, int rows, int columns, int classes)
    {
        using var set = Scratch.Formats.Open(Shared.Path("data/tabular/" + name), new DataOptions { CsvSkip = skip, LabelColumn = LabelColumn.Last });
        set.Inputs[0].Dims.ShouldBe([rows, columns]);
        using var labels = new Labels(set.Labels!, rows, classes);
        var all = new long[rows];
        labels.Read(all).ShouldBe(rows);
        all.Distinct().Order().ShouldBe(Enumerable.Range(0, classes).Select(c => (long)c));
        set.Inputs[0].Read(new double[rows * columns].AsSpan()).ShouldBe(rows);
    }

    [SharedFact("data/tabular")]
    public void HeaderOfScikitLearnIsNamedInTheError()
    {
        var error = Should.Throw<RelumineException>(() => Scratch.Formats.Open(Shared.Path("data/tabular/wine_data.csv")));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("line 1 has 5 fields, but line 2 has 14");
        error.Message.ShouldContain("CsvSkip = 1");
    }

    [SharedFact("data/tabular")]
    public void BlanksSeparateToo()
    {
        using var set = Scratch.Formats.Open(Shared.Path("data/tabular/diabetes_data_raw.csv.gz"));
        set.Inputs[0].Dims.ShouldBe([442, 10]);
        var row = new double[10];
        set.Inputs[0].Read(row.AsSpan());
        row.ShouldBe([59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87]);
        using var targets = Scratch.Formats.Open(Shared.Path("data/tabular/diabetes_target.csv.gz"));
        targets.Inputs[0].Dims.ShouldBe([442, 1]);
        targets.Inputs[0].Read(row.AsSpan());
        row[0].ShouldBe(151);
    }
}

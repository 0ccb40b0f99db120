using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Doctor.Proofs;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Races.Proofs;

/// <summary>A model of somebody else, samples to examine it with, fresh ones of the same kind, and a box of inputs.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">The file.</param>
internal sealed record Subject(string Name, string Path)
{
    private const int MostSamples = 2048;
    private const int FewestSamples = 16;
    private const int UnknownSize = 32;
    private const int Numbers = 1 << 22;

    private string? File { get; init; }

    private double Divide { get; init; } = 1;

    /// <summary>The inputs that proofs are about: of pixels all that there are, of numbers what the data span.</summary>
    public BoxChoice Box { get; private init; } = BoxChoice.Of("0..1", [0], [1]);

    /// <summary>Distances from samples within which dead units are proven dead; none where the box says enough.</summary>
    public IReadOnlyList<double> Margins { get; private init; } = [];

    /// <summary>The models of a folder.</summary>
    public static IEnumerable<Subject> In(string folder)
    {
        var models = Directory.GetFiles(System.IO.Path.Combine(folder, "models"), "model.onnx", SearchOption.AllDirectories);
        foreach (var path in models.Order(StringComparer.Ordinal).Append(System.IO.Path.Combine(folder, "cases/models/planted/planted.onnx")))
        {
            var name = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path))!;
            var subject = new Subject(name, path);
            string Data(string file) => System.IO.Path.Combine(folder, file);
            var digits = Data("data/mnist/t10k-images-idx3-ubyte.gz");
            yield return name switch
            {
                "lindex" => subject with { File = Data("data/unit-interval-20001x1.npy") },
                "mnist-net_256x2" => subject with { File = digits, Divide = 255, Margins = [.. new[] { 0.5, 1, 2, 4, 8 }.Select(e => e / 255)] },
                "mnist-cntk" or "wonnx-opt-mnist" => subject with { File = digits, Box = BoxChoice.Of("0..255", [0], [255]) },
                "planted" => subject with { File = Data("cases/models/planted/x.npy"), Box = BoxChoice.OfData("data")! },
                _ when name.StartsWith("acasxu", StringComparison.Ordinal) =>
                    subject with { File = Data("data/acasxu-uniform-20000x5.npy"), Box = BoxChoice.OfData("data")! },
                _ => subject,
            };
        }
    }

    /// <summary>The model.</summary>
    public Model Load() => OnnxModel.Load(Path);

    /// <summary>Samples: the first half of what there is, or numbers from 0 to 1.</summary>
    public IReadOnlyList<DataSource> Samples(Model model) => Take(model, isFresh: false);

    /// <summary>Others of the same kind.</summary>
    public IReadOnlyList<DataSource> Fresh(Model model) => Take(model, isFresh: true);

    /// <summary>All that there is.</summary>
    public IReadOnlyList<DataSource> All(Model model) => Take(model, isFresh: null);

    private IReadOnlyList<DataSource> Take(Model model, bool? isFresh)
    {
        if (File is null)
        {
            var random = new Random(isFresh is true ? 2 : 1);
            return [.. model.Graph.Inputs.Select(i => Of(i, [.. Enumerable.Range(0, Count(model) * Size(i)).Select(_ => random.NextSingle())]))];
        }

        var contents = new DataFormats().Open(File, new DataOptions());
        var numbers = contents.Inputs[0].ReadAll<float>().Values<float>().ToArray();
        contents.Inputs[0].Dispose();
        var input = model.Graph.Inputs[0];
        var size = Size(input);
        var half = numbers.Length / size / 2;

        // Every second sample, so that sorted data lie in both halves.
        var samples = numbers.Chunk(size).Take(2 * half).Where((_, i) => isFresh is null || i % 2 == (isFresh.Value ? 1 : 0));
        float[] chosen = [.. samples.SelectMany(c => c).Select(v => v / (float)Divide)];
        return [Of(input, chosen)];
    }

    /// <summary>The dimensions of one sample: the first counts samples, unless it is all that there is.</summary>
    public static long[] SampleDims(ValueInfo input) =>
        [.. input.Dims.Skip(input.Dims.Count > 1 || input.Dims[0].Size is null ? 1 : 0).Select(d => (long)(d.Size ?? UnknownSize))];

    private static int Size(ValueInfo input) => (int)SampleDims(input).Aggregate(1L, (size, d) => size * d);

    private static int Count(Model model) =>
        Math.Clamp(Numbers / model.Graph.Inputs.Max(Size), FewestSamples, MostSamples);

    private static DataSource Of(ValueInfo input, float[] numbers)
    {
        long[] dims = [numbers.Length / Size(input), .. SampleDims(input)];
        return DataSource.OfMemory(input.Name, StoredType.Float32, dims, ModelTensor.Vector(numbers).Bytes.ToArray(), "samples");
    }
}

using System.Globalization;
using System.Security.Cryptography;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Engine.Tests.Inference;
using Relumine.Graph.Models;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Testing;

namespace Relumine.Cli.Tests.Commands;

/// <summary>
/// Random models that run one way and another: fused or not, on several threads, in parts, written and read again; numbers and statistics must agree.
/// <c>RELUMINE_DIFFERENTIAL=10000</c> makes so many models, <c>RELUMINE_FUZZ_SEED</c> others; <c>RELUMINE_DIGESTS=FILE</c> writes what each gave, so that
/// processes of different register widths can be compared (tests/differential.sh).
/// </summary>
public sealed class DifferentialTests : IDisposable
{
    private const int Samples = 23;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ModelsAgreeHoweverTheyRun()
    {
        var models = Number("RELUMINE_DIFFERENTIAL", 60);
        var first = Number("RELUMINE_FUZZ_SEED", 1) * 1_000_000;
        var digests = new List<string>();
        for (var i = 0; i < models; i++)
        {
            digests.Add(Agree(first + i));
        }

        if (Environment.GetEnvironmentVariable("RELUMINE_DIGESTS") is { Length: > 0 } file)
        {
            File.WriteAllLines(file, digests);
        }
    }

    private string Agree(int seed)
    {
        var networks = new RandomNetworks(seed);
        var isDense = seed % 2 == 0;

        // As import does it: twice an ELU is one layer there, and two here.
        var model = new RecognizeActivations().Apply(isDense ? networks.Dense() : networks.Convolutional()).Model;
        var dims = model.Graph.Inputs[0].Dims;
        var x = networks.Numbers(ElementType.Float32, [Samples, .. dims.Skip(dims.Count == 1 ? 0 : 1).Select(d => d.Size!.Value)]);
        var (whole, seen) = Run(model, x, new PlanOptions { Observe = Observation.Full });

        var (y, statistics) = Run(model, x, new PlanOptions { Observe = Observation.Full, Threads = 2 + (seed % 3) });
        y.Bytes.SequenceEqual(whole.Bytes).ShouldBeTrue($"seed {seed}: threads");
        statistics.ShouldBe(seen, $"seed {seed}: statistics on threads");

        InParts(model, x, seed).ShouldBe(whole.Bytes.ToArray(), $"seed {seed}: parts");

        var file = Path.Combine(_folder.FullName, "m.onnx");
        OnnxModel.Save(model, file);
        (y, statistics) = Run(OnnxModel.Load(file), x, new PlanOptions { Observe = Observation.Full });
        y.Bytes.SequenceEqual(whole.Bytes).ShouldBeTrue($"seed {seed}: written and read again");
        statistics.ShouldBe(seen, $"seed {seed}: statistics of what was written and read again");

        // Fusion may round otherwise, in the last digits; in double they are far from what a fault would do.
        var fused = Run(model, x, new PlanOptions { Precision = ElementType.Float64 }).Outputs.ToDoubles();
        var plain = Run(model, x, new PlanOptions { Precision = ElementType.Float64, Fuse = false }).Outputs.ToDoubles();
        for (var i = 0; i < fused.Length; i++)
        {
            (Math.Abs(fused[i] - plain[i]) <= 1e-9 * (1 + Math.Abs(plain[i])) || fused[i].Equals(plain[i])).ShouldBeTrue($"seed {seed}: fused, element {i}");
        }

        return $"{seed} {Convert.ToHexString(SHA256.HashData([.. whole.Bytes, .. System.Text.Encoding.UTF8.GetBytes(seen)]))}";
    }

    private static (ModelTensor Outputs, string Statistics) Run(Model model, ModelTensor x, PlanOptions options)
    {
        using var plan = Plan.Compile(model, options);
        var input = plan.Inputs[0].Type == x.Type ? x : ModelTensor.Of<double>(x.Shape, x.ToDoubles());
        var y = ModelTensor.Zeros(plan.Outputs[0].Type, new Shape(Samples, plan.Outputs[0].SampleLength));
        plan.Run(Samples, [input], [y]);
        return (y, string.Join('\n', plan.Layers.Select(l => $"{l.Units} {Text(l.Statistics)}")));
    }

    private static byte[] InParts(Model model, ModelTensor x, int seed)
    {
        using var plan = Plan.Compile(model, new PlanOptions { Threads = 2 });
        var (length, width) = (plan.Outputs[0].SampleLength, x.Length / Samples);
        var all = new byte[Samples * length * sizeof(float)];
        for (int first = 0, count; first < Samples; first += count)
        {
            count = Math.Min(1 + (((first * 7) + seed) % 9), Samples - first);
            var part = ModelTensor.Of<float>(new Shape(count, width), x.Values<float>().Slice(first * width, count * width));
            var y = ModelTensor.Zeros(ElementType.Float32, new Shape(count, length));
            plan.Run(count, [part], [y]);
            y.Bytes.CopyTo(all.AsSpan(first * length * sizeof(float)));
        }

        return all;
    }

    private static string Text(Kernels.Probes.UnitStatistics s) => string.Join(
        ' ',
        s.Fired.Concat(s.NonFinite).Select(n => n.ToString(CultureInfo.InvariantCulture))
            .Concat(s.Minimum.Concat(s.Maximum).Concat(s.Sum).Concat(s.SumOfSquares).Concat(s.ActivationSum).Concat(s.ActivationAbsoluteSum)
                .Select(n => n.ToString("R", CultureInfo.InvariantCulture))));

    private static int Number(string variable, int otherwise) =>
        int.Parse(Environment.GetEnvironmentVariable(variable) ?? otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

using Relumine.Cli.Tests.Commands;
using Relumine.Data.Sources;
using Relumine.Doctor.Trimming;
using Relumine.Engine.Inference;
using Relumine.Graph.Models;
using Relumine.Onnx;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Trims sketches, and holds every result to what trimming promises.</summary>
internal static class Surgery
{
    private const int Samples = 300;

    /// <summary>
    /// Trims a network on random samples. On other samples of the same kind the outputs must be the same bits, unless
    /// constants moved; a file of it must give the same; and nothing must be left to trim.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="dims">The shape of one sample.</param>
    /// <param name="options">How to trim.</param>
    /// <param name="graves">Whether all dead units are so dead that they are on other samples, too.</param>
    public static TrimResult Trim(Model model, int[] dims, TrimOptions? options = null, bool graves = true)
    {
        using var data = Sketch.Samples(1, Samples, dims);
        var before = model.Weights.ToDictionary(w => w.Key, w => w.Value.Bytes.ToArray());
        var result = Relumine.Doctor.Trimming.Trim.Run(model, [data], options);
        model.Weights.All(w => w.Value.Bytes.SequenceEqual(before[w.Key])).ShouldBeTrue("the given network must stay as it is");
        if (result.Removed == 0)
        {
            result.Network.ShouldBeSameAs(model);
            return result;
        }

        using var scratch = new TinyNetwork();
        OnnxModel.Save(result.Network, scratch["out.onnx"]);
        var file = OnnxModel.Load(scratch["out.onnx"]);
        file.Metadata[Relumine.Doctor.Trimming.Trim.EvidenceKey].ShouldBe(result.Evidence);
        result.Parameters.ShouldBe(file.Parameters);
        result.Parameters.ShouldBeLessThan(model.Parameters);

        using var others = Sketch.Samples(graves ? 2 : 1, Samples, dims);
        ShouldAgree(OutputComparison.Run(model, result.Network, [others], new PlanOptions()), result.ConstantsMoved);
        ShouldAgree(OutputComparison.Run(result.Network, file, [others], new PlanOptions()), false);
        ShouldAgree(result.Outputs, result.ConstantsMoved);

        data.Reset();
        Relumine.Doctor.Trimming.Trim.Run(file, [data], options).Removed.ShouldBe(0);
        return result;
    }

    /// <summary>The units of a layer that were removed.</summary>
    public static IReadOnlyList<int> Of(this TrimResult result, string layer) => result.Layers.Single(l => l.Name == layer).RemovedUnits;

    /// <summary>Checks that a layer kept its dead units, and for which reason.</summary>
    public static void ShouldKeep(this TrimResult result, string layer, int[] units, string reason)
    {
        var kept = result.Layers.Single(l => l.Name == layer).Kept;
        kept.SelectMany(k => k.Units).ShouldBe(units);
        kept.ShouldAllBe(k => k.Reason.Contains(reason));
    }

    private static void ShouldAgree(IReadOnlyList<OutputDifference> outputs, bool moved)
    {
        foreach (var output in outputs)
        {
            if (moved)
            {
                output.LargestDifference.ShouldBeLessThan(1e-4 * Math.Max(1, output.LargestOutput));
            }
            else
            {
                output.SameBits.ShouldBeTrue(output.ToString());
            }
        }
    }
}

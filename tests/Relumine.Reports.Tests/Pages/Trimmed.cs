using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Trimming;
using Relumine.Engine.Program;

namespace Relumine.Reports.Tests.Pages;

/// <summary>A removal of units in which everything occurs.</summary>
internal static class Trimmed
{
    public static TrimResult Result { get; } = new()
    {
        Model = new AuditedModel("models/a-model.onnx", "somebody", 13, 269_322),
        Parameters = 120_000,
        Output = "out/smaller.onnx",
        Data = new AuditedData(10_000, true, [], 10_000),
        Promise = TrimPromise.Observed,
        Evidence = "observed on 10000 samples",
        ProvenFor = "for every input",
        Doubts = ["10,000 samples are few for so many units."],
        Layers =
        [
            new TrimmedLayer(
                "features.0.a.very.long.name.that.does.not.fit.anywhere", "Relu", LayerKind.Dense, 256, 90, 3, [.. Enumerable.Range(0, 90)], [0, 1],
                [.. Enumerable.Range(0, 88)], [new KeptUnits("the node '<Concat>' joins them with others", [88, 89])]),
            new TrimmedLayer("12", "LeakyRelu", LayerKind.Channel, 32, null, 0, [], [], [], []),
        ],
        ConstantsMoved = true,
        Outputs = [new OutputDifference("logits", false, 1e-6, 3)],
    };
}

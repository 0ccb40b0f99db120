using Relumine.Doctor.Audits;
using Relumine.Doctor.Tests;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Geometry.Verdicts;
using Relumine.Kernels;

namespace Relumine.Reports.Tests.Pages;

/// <summary>An audit in which every verdict and many findings occur.</summary>
internal static class Sick
{
    private static readonly Activation s_relu = ActivationCatalogue.Create("Relu");

    public static AuditResult Audit() => Patient.Audit(Patient.Context(
        Patient.Mixed(300, 64, 20, _ => -1, "features.0.a.very.long.name.that.does.not.fit.anywhere.conv<script>alert(1)</script>"),
        Examination.Examine("conv2", "Relu", s_relu, LayerKind.Channel, Patient.Channels(s_relu, 300, 48, 16, Channel)),
        Patient.Mixed(300, 128, 128, _ => -1, "relu3"),
        Patient.Mixed(300, 32, 3, s => s == 5 ? double.NaN : -1, "relu4"),
        Patient.Mixed(300, 32, 20, _ => 2, "relu5"),
        Patient.Mixed(300, 32, 20, s => s % 2 == 0 ? 0.001 : -1, "relu6"),
        Patient.Layer(300, 16, (s, u) => u < 3 ? -1 : Patient.Healthy(s, u), "leaky", "LeakyRelu")) with
    {
        NonFiniteWeights = [("fc.weight", 3, 1000)],
        Accuracy = 0.9,
    });

    /// <summary>The same with proofs over a box, witnesses and margins.</summary>
    public static AuditResult Proven()
    {
        var audit = Audit();
        var picture = Enumerable.Range(0, 64).Select(i => (i % 9) / 8.0).ToArray();
        var proofs = new LayerProofs(1, 2, 3, 0, 0)
        {
            Units =
            [
                new(0, UnitClaim.Dead, new(ProofVerdict.Proven, ProofMethod.Intervals, -1, null, 0)),
                new(1, UnitClaim.Dead, new(ProofVerdict.Refuted, ProofMethod.Ascent, 1, picture, 0)),
                new(2, UnitClaim.Dead, new(ProofVerdict.Refuted, ProofMethod.Corner, 1, [0.5, -1.25], 0)),
            ],
        };
        return audit with
        {
            Data = audit.Data with { Inputs = [.. audit.Data.Inputs.Take(1).Select(i => i with { Shape = [1, 8, 8] })] },
            Layers = [.. audit.Layers.Select((l, i) => i == 0 ? l with { Proofs = proofs } : l)],
            Box = new ProofBox("0..1", 1.5),
            Margins = [new ProofMargin(0.01, [new LayerMargin(audit.Layers[0].Name, 6, 4)])],
        };
    }

    // Six dead channels, six that fire rarely, six that are always on, and healthy ones.
    private static double Channel(int sample, int channel, int position) => channel switch
    {
        < 6 => -1,
        < 12 => sample % 150 == 0 && position == 3 ? 1 : -1,
        < 18 => 1 + (sample + position) % 7,
        _ => Patient.Healthy(sample * 16 + position, channel),
    };
}

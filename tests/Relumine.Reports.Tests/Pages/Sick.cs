using Relumine.Doctor.Audits;
using Relumine.Doctor.Tests;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
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

    // Six dead channels, six that fire rarely, six that are always on, and healthy ones.
    private static double Channel(int sample, int channel, int position) => channel switch
    {
        < 6 => -1,
        < 12 => sample % 150 == 0 && position == 3 ? 1 : -1,
        < 18 => 1 + (sample + position) % 7,
        _ => Patient.Healthy(sample * 16 + position, channel),
    };
}

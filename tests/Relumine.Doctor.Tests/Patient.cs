using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Kernels;
using Relumine.Kernels.Probes;

namespace Relumine.Doctor.Tests;

/// <summary>Layers and audits made by hand, whose verdicts are known.</summary>
internal static class Patient
{
    /// <summary>What a probe sees of a dense layer whose unit u has the pre-activation z(sample, u).</summary>
    public static UnitStatistics Dense(Activation activation, int samples, int units, Func<int, int, double> z) =>
        Watch(activation, samples, units, 1, false, (s, u, _) => z(s, u));

    /// <summary>What a probe sees of channels with the pre-activation z(sample, channel, position).</summary>
    public static UnitStatistics Channels(Activation activation, int samples, int channels, int positions, Func<int, int, int, double> z) =>
        Watch(activation, samples, channels, positions, true, z);

    /// <summary>An examined dense layer of ReLU.</summary>
    public static LayerResult Layer(int samples, int units, Func<int, int, double> z, string name = "relu1", string activation = "Relu") =>
        Examination.Examine(
            name,
            activation,
            ActivationCatalogue.Create(activation),
            LayerKind.Dense,
            Dense(ActivationCatalogue.Create(activation), samples, units, z)
        );

    /// <summary>z of a healthy unit: every unit differs, about half of the samples fire, mean near 0, deviation near 1.</summary>
    public static double Healthy(int sample, int unit) => 1.7 * Math.Sin(1 + 12.9898 * sample + 78.233 * unit);

    /// <summary>A layer of <paramref name="units"/> units, the first <paramref name="sick"/> of which have the pre-activation z(sample).</summary>
    public static LayerResult Mixed(int samples, int units, int sick, Func<int, double> z, string name = "relu1") =>
        Layer(samples, units, (s, u) => u < sick ? z(s) : Healthy(s, u), name);

    /// <summary>What findings look at, for data in the usual range.</summary>
    public static FindingContext Context(params LayerResult[] layers) =>
        new(
            layers,
            new AuditedData(layers[0].Samples, true, [new InputSummary("x", "float32", [4], -2, 2, 0, 1, "as it is")], layers[0].Samples),
            Thresholds.Default
        );

    /// <summary>A whole audit with everything that findings find.</summary>
    public static AuditResult Audit(params LayerResult[] layers) => Audit(Context(layers));

    /// <summary>A whole audit with everything that findings find.</summary>
    public static AuditResult Audit(FindingContext context) => new()
    {
        Model = new("patient.onnx", "hand 1.0", 17, 1234),
        Data = context.Data,
        Layers = context.Layers,
        Totals = AuditTotals.Of([.. context.Layers]),
        Accuracy = context.Accuracy,
        Findings = FindingCatalogue.Examine(context),
    };

    /// <summary>A training run that learned, with these layers before and after.</summary>
    public static CaseHistory Run(params LayerResult[] layers) => new()
    {
        Steps = 320,
        FullSteps = 320,
        Start = layers,
        End = layers,
        StartGradients = [.. layers.Select(_ => 1.0)],
        EndGradients = [.. layers.Select(_ => 1.0)],
        Weights = [],
        Early = [new EarlyStep(1, 2.3, 0.01, 1)],
        Curve = [],
        Data = new DataProfile(4, 0.1, 1, 1, 1, 3, 0, false, false),
        ConstantLoss = 2.3,
        ConstantScore = 0.1,
        StartLoss = 2.5,
        Loss = 0.1,
        Score = 0.99,
    };

    private static UnitStatistics Watch(Activation activation, int samples, int units, int positions, bool channels, Func<int, int, int, double> z)
    {
        var seen = new UnitStatistics(units, ProbeDetail.Full, channels) { Samples = samples, Values = (long)samples * positions };
        for (var u = 0; u < units; u++)
        {
            for (var s = 0; s < samples; s++)
            {
                var fired = 0;
                for (var p = 0; p < positions; p++)
                {
                    var value = z(s, u, p);
                    fired += value > 0 ? 1 : 0;
                    Add(seen, u, value, activation.Value(value));
                }

                seen.Fired[u] += fired > 0 ? 1 : 0;
                if (channels)
                {
                    seen.FiredPositions[u] += fired;
                    seen.FiredEverywhere[u] += fired == positions ? 1 : 0;
                }
            }
        }

        return seen;
    }

    private static void Add(UnitStatistics seen, int u, double z, double a)
    {
        if (!double.IsNaN(z))
        {
            seen.Minimum[u] = Math.Min(seen.Minimum[u], z);
            seen.Maximum[u] = Math.Max(seen.Maximum[u], z);
            seen.MaximumActivation[u] = Math.Max(seen.MaximumActivation[u], a);
        }

        if (!double.IsFinite(z))
        {
            seen.NonFinite[u]++;
            return;
        }

        seen.Sum[u] += z;
        seen.SumOfSquares[u] += z * z;
        seen.ActivationSum[u] += a;
        seen.ActivationAbsoluteSum[u] += Math.Abs(a);
        seen.ActivationSumOfSquares[u] += a * a;
    }
}

using Relumine.Doctor.Audits;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Findings;

/// <summary>A finding without a patient is rejected: each has one that shows it, and a healthy twin that does not.</summary>
public class FindingTests
{
    private const int Samples = 4000;

    private static readonly Dictionary<string, (Func<FindingContext> Sick, Func<FindingContext> Healthy)> s_patients = new()
    {
        ["dead-units"] = (() => Mixed(10, _ => -1), () => Mixed(9, _ => -1)),
        ["collapsed-layer"] = (() => Mixed(100, _ => -1), () => Mixed(99, _ => -1)),
        ["nearly-dead-units"] = (() => Mixed(10, s => s < 39 ? 1 : -1), () => Mixed(10, s => s < 40 ? 1 : -1)),
        ["dormant-units"] = (() => Mixed(10, s => s % 2 == 0 ? 0.001 : -1), () => Mixed(10, s => s % 2 == 0 ? 1 : -1)),
        ["always-on-units"] = (() => Mixed(10, s => 1 + s % 3), () => Mixed(10, s => s == 0 ? -1 : 1 + s % 3)),
        ["constant-units"] = (() => Mixed(10, _ => 2), () => Mixed(10, s => 2 + 0.01 * (s % 2))),
        ["non-finite-weights"] = (() => Mixed(0, null!) with { NonFiniteWeights = [("w", 1, 100)] }, () => Mixed(0, null!)),
        ["non-finite-activations"] = (() => Mixed(1, s => s == 7 ? double.NaN : 1 - s % 3), () => Mixed(1, s => 1 - s % 3)),
        ["exploding-activations"] = (() => Deep(1.5), () => Deep(1.3)),
        ["vanishing-signal"] = (() => Deep(0.6), () => Deep(0.75)),
        ["born-dead-units"] = (() => Trained(r => r, born: 40), () => Trained(r => r, born: 4)),
        ["killed-units"] = (() => Trained(r => r, killed: 40), () => Trained(r => r, killed: 4, born: 5)),
        ["saturated-units"] = (() => Trained(r => r, saturated: 51), () => Trained(r => r, saturated: 50)),
        ["vanishing-gradient"] = (() => Trained(r => Gradients(r, 0.1)), () => Trained(r => Gradients(r, 0.8))),
        ["exploding-gradient"] = (() => Trained(r => Gradients(r, 9)), () => Trained(r => Gradients(r, 1.2))),
        ["diverged-training"] = (() => Trained(r => r with { Divergence = new(7, 1, "Gemm 'dense3'", double.NaN) }), () => Trained(r => r)),
        ["symmetric-units"] = (
            () => Trained(r => r with { Weights = [new("w", 8, 1.4, 7, 0, 0, false)] }),
            () => Trained(r => r with { Weights = [new("w", 8, 1.4, 1, 0, 0, false), new("head", 8, 0, 7, 0, 0, true)] })
        ),
        ["blocked-output-head"] = (() => Headed(dead: 8), () => Headed(dead: 7)),
        ["not-learning"] = (() => Trained(r => r with { Score = 0.11 }), () => Trained(r => r with { Score = 0.5 })),
        ["below-potential"] = (() => Trained(r => r with { Score = 0.8, Potential = 0.9 }), () => Trained(r => r with { Score = 0.86, Potential = 0.9 })),
        ["data-not-centred"] = (
            () => Trained(r => r with { Data = r.Data with { Gamma = 2.3 } }),
            () => Trained(r => r with { Data = r.Data with { Gamma = 0.8 } })
        ),
        ["data-outliers"] = (
            () => Trained(r => r with { Data = r.Data with { Outlier = 51 } }),
            () => Trained(r => r with { Data = r.Data with { Outlier = 5 } })
        ),
        ["target-scale"] = (
            () => Trained(r => r with { Targets = new(1000, 1, 1) { Offset = 1000 } }),
            () => Trained(r => r with { Targets = new(1, 1, 1) { Offset = 1 } })
        ),
        ["overfitting"] = (() => Trained(r => Validated(r, 0.7)), () => Trained(r => Validated(r, 0.9))),
        ["class-imbalance"] = (
            () => Trained(r => r with { Labels = new([900, 100], []) }),
            () => Trained(r => r with { Labels = new([600, 400], []) })
        ),
        ["targets-out-of-reach"] = (
            () => Trained(r => r with { Reach = new(new("relu", 0, double.PositiveInfinity), 2, 7) { Lost = 0.1, Smallest = -3, Largest = 9 } }),
            () => Trained(r => r with { Reach = new(new("relu", 0, double.PositiveInfinity), 0, 7) { Smallest = 0, Largest = 9 } })
        ),
        ["no-activation"] = (
            () => Trained(r => r with { Blueprint = new() { IsLinear = true, WeightedLayers = 2 } }),
            () => Trained(r => r with { Blueprint = new() { IsLinear = true, WeightedLayers = 1 } })
        ),
        ["weights-hardly-move"] = (() => Trained(r => Moving(r, 0.009)), () => Trained(r => Moving(r, 0.011))),
        ["loss-above-constant"] = (() => Trained(r => r with { Loss = 2.6 }), () => Trained(r => r with { Loss = 2.4 })),
        ["nothing-to-learn"] = (
            () => Trained(r => r with { Labels = new([0, 150], []) }),
            () => Trained(r => r with { Labels = new([1, 149], []) })
        ),
        ["constant-features"] = (() => Trained(r => Columns(r, new([2], []))), () => Trained(r => Columns(r, new([], [])))),
        ["duplicate-features"] = (() => Trained(r => Columns(r, new([], [(3, 1)]))), () => Trained(r => Columns(r, new([], [])))),
        ["too-few-steps"] = (() => Trained(r => Short(r, 99)), () => Trained(r => Short(r, 100))),
        ["unsettled-statistics"] = (() => Trained(r => Normalized(r, 0.9999, 32)), () => Trained(r => Normalized(r, 0.9, 32))),
        ["small-batches"] = (() => Trained(r => Normalized(r, 0.9, 1)), () => Trained(r => Normalized(r, 0.9, 4))),
        ["strong-dropout"] = (
            () => Trained(r => r with { Blueprint = new() { Dropouts = [new("$.model[4]", 0.2, DropoutPosition.Output)] } }),
            () => Trained(r => r with { Blueprint = new() { Dropouts = [new("$.model[2]", 0.5, DropoutPosition.Hidden)] } })
        ),
        ["selu-conditions"] = (
            () => Trained(r => r with { Blueprint = new() { Dropouts = [new("$.model[2]", 0.1, DropoutPosition.Hidden) { IsBehindSelu = true }] } }),
            () => Trained(r => r with
            {
                Blueprint = new() { Dropouts = [new("$.model[2]", 0.1, DropoutPosition.Hidden) { IsBehindSelu = true, IsAlpha = true }] },
            })
        ),
        ["constant-output"] = (
            () => Trained(r => r with { Blueprint = new() { Constants = [new("$.model[3]", "softmax", 1)] } }),
            () => Trained(r => r)
        ),
        ["data-scale"] = (() => Scaled(0, 255, 33, 78, 500), () => Scaled(0, 1, 0.13, 0.31, 2)),
    };

    public static TheoryData<string> Ids => new(FindingCatalogue.All.Select(f => f.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void HasAPatientAndAHealthyTwin(string id)
    {
        s_patients.ShouldContainKey(id, "add a patient that shows the finding and a healthy twin that does not");
        var finding = FindingCatalogue.Find(id)!;
        var (sick, healthy) = s_patients[id];

        var found = finding.Examine(sick()).ToArray();

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(f => f.Id == id);
        found.ShouldAllBe(f => f.Message.EndsWith('.'));
        found.ShouldAllBe(f => f.Evidence.Count > 0);
        found.ShouldAllBe(f => f.Cures.Count > 0);
        finding.Examine(healthy()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ExplainsItselfAndPromisesNoProof(string id)
    {
        var finding = FindingCatalogue.Find(id)!;

        id.ShouldMatch("^[a-z]+(-[a-z]+)*$");
        foreach (
            var text in (string[])
                [
                    finding.Title,
                    finding.Why,
                    finding.Rule,
                    .. finding.Cures.Select(c => Cure.Explain(c)),
                    .. finding.Examine(s_patients[id].Sick()).Select(f => f.Message),
                ]
        )
        {
            text.ShouldNotBeNullOrWhiteSpace();
            text.ToLowerInvariant().ShouldNotContain("prove");
        }

        finding.Cures.ShouldAllBe(c => Cure.Explain(c) != c, "every cure is explained");
    }

    [Fact]
    public void AHealthyNetworkHasNoFinding() => Patient.Audit(Mixed(0, null!)).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, Severity.Info)]
    [InlineData(39, Severity.Info)]
    [InlineData(40, Severity.Warning)]
    [InlineData(99, Severity.Warning)]
    public void DeadUnitsAreAsGraveAsTheyAreMany(int dead, Severity? severity) =>
        (Find("dead-units", Mixed(dead, _ => -1))?.Severity).ShouldBe(severity);

    [Fact]
    public void ManyDeadUnitsAreCriticalOnlyIfTheNetworkDoesNotWork()
    {
        var sick = Mixed(40, _ => -1);

        Find("dead-units", sick with { Accuracy = 0.1, ConstantAccuracy = 0.1 })!.Severity.ShouldBe(Severity.Critical);
        Find("dead-units", sick with { Accuracy = 0.11, ConstantAccuracy = 0.1 })!.Severity.ShouldBe(Severity.Warning);
        Find("dead-units", Mixed(39, _ => -1) with { Accuracy = 0.1, ConstantAccuracy = 0.1 })!.Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void ACollapsedLayerIsNotReportedTwice()
    {
        var found = Patient.Audit(Mixed(100, _ => -1)).Findings;

        found.Select(f => f.Id).ShouldBe(["collapsed-layer"]);
        found[0].Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void MessagesSayHowManyOfHowManyOnHowMany()
    {
        var finding = Find("dead-units", Mixed(34, _ => -1))!;

        finding.Message.ShouldBe(
            "Layer 'relu1': 34 of 100 units (34 %) never fired on 4,000 samples, so they put out the same number on each of them. "
                + "With 95 % confidence each fires on less than 0.075 % of such inputs."
        );
        finding.Evidence["dead"].ShouldBe(34);
        finding.Evidence["firingRateBound95"].ShouldBe(1 - Math.Pow(0.05, 1.0 / 4000));
    }

    [Fact]
    public void FewSamplesAreSaidAndMoreAreTheFirstCure()
    {
        var few = Find("dead-units", Patient.Context(Patient.Mixed(2047, 100, 10, _ => -1)))!;
        var enough = Find("dead-units", Patient.Context(Patient.Mixed(2048, 100, 10, _ => -1)))!;

        few.Message.ShouldContain("Only 2,047 samples");
        few.Message.ShouldContain("at least 2,048");
        few.Cures[0].ShouldBe("more-samples");
        enough.Message.ShouldNotContain("Only");
        enough.Cures[0].ShouldBe("trim");
    }

    [Fact]
    public void NonFiniteNumbersAreReportedWhereTheyFirstAppear()
    {
        var bad = Patient.Mixed(10, 4, 1, _ => double.NaN, "second");
        var context = Patient.Context(Patient.Mixed(10, 4, 0, null!, "first"), bad, bad with { Name = "third" });

        var finding = Find("non-finite-activations", context)!;

        finding.Layer.ShouldBe("second");
        finding.Evidence["layers"].ShouldBe(2);
        Find("non-finite-weights", context with { NonFiniteWeights = [("w", 2, 3)] })!.Severity.ShouldBe(Severity.Critical);
        Find("non-finite-weights", Mixed(0, null!) with { NonFiniteWeights = [("mask", 2, 3)] })!.Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void GainsNeedEnoughLayersAndSayHowMuchIsLeft()
    {
        Find("vanishing-signal", Deep(0.01, layers: 3)).ShouldBeNull();
        Find("vanishing-signal", Deep(0.6, layers: 4))!.Severity.ShouldBe(Severity.Warning);
        Find("vanishing-signal", Deep(0.04, layers: 4))!.Severity.ShouldBe(Severity.Critical);
        Find("exploding-activations", Deep(1001, layers: 2))!.Evidence["gainTotal"].ShouldBe(1001, 1e-9);
        Find("exploding-activations", Deep(999, layers: 2)).ShouldBeNull();
    }

    [Fact]
    public void DataScaledTwiceAreSeenAndNormalizedInsideAreNot()
    {
        Find("data-scale", Scaled(0, 0.0039, 0.0005, 0.001, 0.5, response: 0.01))!.Message.ShouldContain("twice");
        Find("data-scale", Scaled(0, 0.0039, 0.0005, 0.001, 0.5, response: 0.4)).ShouldBeNull();
        Find("data-scale", Scaled(0, 255, 33, 78, 1.5)).ShouldBeNull("the network normalises by itself");
        Find("data-scale", Scaled(0, 255, 33, 78, 500))!.Message.ShouldContain("divide them by 255");
        Find("data-scale", Scaled(-4000, 9000, 100, 800, 500))!.Message.ShouldContain("unscaled");
    }

    [Fact]
    public void TheGravestComesFirst()
    {
        var context = Patient.Context(
            Patient.Mixed(Samples, 100, 20, _ => -1, "a"),
            Patient.Mixed(Samples, 100, 50, _ => -1, "b"),
            Patient.Mixed(Samples, 100, 100, _ => -1, "c")
        );

        Patient.Audit(context).Findings.Select(f => (f.Severity, f.Layer)).ShouldBe([(Severity.Critical, "c"), (Severity.Warning, "b"), (Severity.Info, "a")]);
    }

    /// <summary>The end of a training run that learned, with some of 100 units born dead, killed or saturated.</summary>
    private static FindingContext Trained(Func<CaseHistory, CaseHistory> change, int born = 0, int killed = 0, int saturated = 0)
    {
        var layer = Patient.Mixed(Samples, 100, born + killed, _ => -1) with { BornDead = born, KilledAtStep = killed > 0 ? 32 : null, Saturated = saturated };
        return Patient.Context(layer) with { Training = change(Patient.Run(layer)) };
    }

    private static CaseHistory Moving(CaseHistory run, double moved) =>
        run with { Score = 0.3, Weights = [new("w", 8, 1.4, 0, 0, 0, false) { Moved = moved }] };

    private static CaseHistory Validated(CaseHistory run, double score) =>
        run with { Training = new(0.99, 0.1, 0, 1, 1000) { Skill = 0.99 }, Validation = new(score, 0.5, 0, 1, 400) { Skill = score } };

    private static CaseHistory Columns(CaseHistory run, FeatureColumns columns) => run with { Data = run.Data with { Columns = columns } };

    private static CaseHistory Short(CaseHistory run, long steps) =>
        run with { Score = 0.5, Steps = steps, FullSteps = steps, Curve = [new(0, 2.3, 0.1, 0), new(steps, 1.3, 0.5, 0)] };

    private static CaseHistory Normalized(CaseHistory run, double momentum, long values) => run with
    {
        Loss = 9,
        LearningLoss = 1,
        Blueprint = new() { BatchNormalizations = [new("$.model[1]", momentum, values)] },
    };

    private static FindingContext Headed(int dead)
    {
        var (hidden, head) = (Patient.Mixed(Samples, 8, 0, null!), Patient.Mixed(Samples, 8, dead, _ => -1, "relu2"));
        return Patient.Context(hidden, head) with { Training = Patient.Run(hidden, head) with { EndsInActivation = true } };
    }

    private static CaseHistory Gradients(CaseHistory run, double gain) => run with
    {
        Start = [.. Enumerable.Repeat(run.Start[0], 6)],
        StartGradients = [.. Enumerable.Range(0, 6).Select(l => Math.Pow(gain, 5 - l))],
    };

    private static Finding? Find(string id, FindingContext context) => FindingCatalogue.Find(id)!.Examine(context).SingleOrDefault();

    private static FindingContext Mixed(int sick, Func<int, double> z) => Patient.Context(Patient.Mixed(Samples, 100, sick, z));

    private static FindingContext Deep(double gain, int layers = 6) => Patient.Context(
        [.. Enumerable.Range(0, layers).Select(l => Patient.Mixed(50, 8, 0, null!, $"relu{l}") with { StdPreActivation = Math.Pow(gain, l) })]);

    private static FindingContext Scaled(double min, double max, double mean, double std, double firstLayerStd, double response = 1)
    {
        var layer = Patient.Mixed(100, 8, 0, null!) with { StdPreActivation = firstLayerStd, Response = response };
        return Patient.Context(layer) with { Data = new AuditedData(100, true, [new InputSummary("x", "float32", [784], min, max, mean, std, "as it is")]) };
    }
}

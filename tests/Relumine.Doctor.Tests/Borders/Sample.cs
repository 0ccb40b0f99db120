using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Program;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>Layers, runs and recipes of which one thing is set and all else is healthy.</summary>
internal static class Sample
{
    /// <summary>Units of <see cref="Layer"/>: a share of them is a whole number of thousandths.</summary>
    public const int Units = 1000;

    /// <summary>A healthy dense layer, judged on enough samples.</summary>
    public static LayerResult Layer { get; } = new()
    {
        Name = "a",
        Activation = "Relu",
        Kind = LayerKind.Dense,
        Units = Units,
        Positions = 1,
        Samples = 4096,
        Dead = 0,
        NeverPositive = 0,
        NearlyDead = 0,
        Dormant = 0,
        AlwaysOn = 0,
        Constant = 0,
        Sparsity = 0.5,
        MeanPreActivation = 0,
        StdPreActivation = 1,
        MaxActivation = 3,
        NonFinite = 0,
        DeadUnits = [],
        FiringCounts = [],
        IsLinearWhenOn = true,
        Response = 1,
        BornDead = 0,
    };

    /// <summary>A healthy input.</summary>
    public static InputSummary Input { get; } = new("x", "float32", [4], -2, 2, 0, 1, "as it is");

    /// <summary>A run with a healthy layer that learned all.</summary>
    public static CaseHistory Run { get; } = Patient.Run(Layer) with { Score = 1, ConstantScore = 0 };

    /// <summary>The number of units that is a share of a layer.</summary>
    public static int Count(double share) => (int)Math.Round(share * Units);

    /// <summary>Layers whose pre-activations have these deviations.</summary>
    public static LayerResult[] Deep(params double[] deviations) => [.. deviations.Select((d, i) => Layer with { Name = $"a{i}", StdPreActivation = d })];

    /// <summary>Layers each of whose deviation is a factor times that of the one before.</summary>
    public static LayerResult[] Growing(int layers, double factor) => Deep([.. Enumerable.Range(0, layers).Select(i => Math.Pow(factor, i))]);

    /// <summary>How grave a finding of an audit is; a dash if there is none.</summary>
    public static string Found(string id, Thresholds limits, params LayerResult[] layers) => Found(id, limits, Input, layers);

    /// <summary>How grave a finding of an audit is; a dash if there is none.</summary>
    public static string Found(string id, Thresholds limits, InputSummary input, params LayerResult[] layers) =>
        Found(id, new FindingContext(layers, new AuditedData(4096, true, [input]), limits));

    /// <summary>How grave a finding of a training run is; a dash if there is none.</summary>
    public static string Found(string id, Thresholds limits, CaseHistory run) => Found(id, FindingContext.Of(run, limits));

    /// <summary>A network on large inputs that gets this share right of what a constant answer gets wrong.</summary>
    public static FindingContext Knowing(Thresholds limits, double skill) =>
        new(Deep(40), new AuditedData(4096, true, [Input with { Std = 100 }]), limits) { ConstantAccuracy = 0.2, Accuracy = 0.2 + (0.8 * skill) };

    /// <summary>A recipe.</summary>
    public static Recipe Recipe(
        string model = """[ { "dense": 64 }, "relu", { "dense": 4 } ]""",
        string optimizer = """{ "sgd": { "lr": 0.1 } }""",
        string loss = "softmaxCrossEntropy"
    ) =>
        Relumine.Recipes.Recipe.Parse(
            $$"""{ "data": { "blobs": { "samples": 200 } }, "model": {{model}}, "loss": "{{loss}}", "optimizer": {{optimizer}}, "epochs": 2 }"""
        );

    /// <summary>A recipe whose weights do not begin as He's.</summary>
    public static Recipe Glorot { get; } = Recipe() is var recipe ? recipe with { Init = recipe.Init with { Weights = new GlorotNormal() } } : null!;

    /// <summary>What a cause proposes, and how sure it is.</summary>
    public static string Proposed<T>(Thresholds limits, CaseHistory run, Recipe? recipe = null)
        where T : ICause, new() =>
        string.Join(
            ", ",
            new T().Propose(new CauseContext(recipe ?? Recipe(), run, limits)).Select(p => FormattableString.Invariant($"{p.Change}: {p.Evidence:0.####}"))
        );

    /// <summary>What a cure tries.</summary>
    public static string Tried<T>(Thresholds limits, CaseHistory run, string cause, Recipe? recipe = null)
        where T : ICure, new()
    {
        var treated = recipe ?? Recipe();
        return string.Join(", ", new T().Vary(new CureContext(treated, treated, CauseCatalogue.Find(cause)!, run, limits)).Select(v => v.Do));
    }

    /// <summary>A run with another skill.</summary>
    public static CaseHistory Learned(double skill, CaseHistory? run = null) =>
        (run ?? Run) with { Score = skill, Validation = run?.Training is null ? null : new Metrics(skill, 1, 0, 1, 1000) { Skill = skill } };

    /// <summary>A diagnosis of it.</summary>
    public static Diagnosis Diagnosed(Thresholds limits, double skill, CaseHistory? run = null) => Diagnosis.Of(Learned(skill, run), limits);

    /// <summary>A run half of whose units are dead.</summary>
    public static CaseHistory HalfDead { get; } = With(Layer with { Dead = Units / 2 });

    /// <summary>An experiment that learned so much, where the untreated run then had learned so much.</summary>
    public static Experiment Made(Thresholds limits, string cause, double skill, double evidence = 0.6, double before = 0, CaseHistory? run = null) =>
        new(
            new ProposedExperiment(CauseCatalogue.Find(cause)!, "something", "do something", Recipe(), evidence),
            Diagnosed(limits, skill, run),
            new(0, 1, before, false)
        );

    /// <summary>A run with such layers at its end.</summary>
    public static CaseHistory With(params LayerResult[] layers) =>
        Run with
        {
            Start = [.. layers.Select(l => l with { Dead = 0 })],
            End = layers,
            StartGradients = [.. layers.Select(_ => 1.0)],
            EndGradients = [.. layers.Select(_ => 1.0)],
        };

    /// <summary>A run with such layers before its first update.</summary>
    public static CaseHistory Beginning(params LayerResult[] layers) => With(layers) with { Start = layers };

    /// <summary>A run with such an update ratio in its first steps.</summary>
    public static CaseHistory Moving(double ratio, CaseHistory? run = null) => (run ?? Run) with { Early = [new EarlyStep(1, 2, ratio, 1)] };

    /// <summary>A run whose hidden weights began with such a scale.</summary>
    public static CaseHistory Scaled(double scale, CaseHistory? run = null, int count = int.MaxValue) =>
        (run ?? Run) with { Weights = [new WeightState("w", 64, scale, 0, 0, 0, false) { Count = count }] };

    /// <summary>How grave a finding is; a dash if there is none.</summary>
    public static string Found(string id, FindingContext context) =>
        FindingCatalogue.Examine(context).Where(f => f.Id == id).Select(f => f.Severity.ToString()).FirstOrDefault("-");
}

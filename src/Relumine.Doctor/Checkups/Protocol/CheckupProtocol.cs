using Relumine.Doctor.Checkups.Experiments;

namespace Relumine.Doctor.Checkups.Protocol;

/// <summary>
/// What a checkup does with each seed: its stages, in this order, each with what it may cost and when it ends. Costs are in
/// multiples of the full untreated training; what a checkup may cost in all is <see cref="CheckupOptions.Budget"/>.
/// </summary>
internal static class CheckupProtocol
{
    // A treated training that runs to its end: every stage before it leaves at least so much.
    private const double Training = 1;

    /// <summary>For a check of the treated network. What a whole one costs beyond that is held back from what stages may share, not from what single runs may
    /// cost: first of all it must be known what is wrong.</summary>
    public const double Reserve = 0.3;

    /// <summary>How long experiments are.</summary>
    public static ExperimentLength Length { get; } = new()
    {
        LikelyShare = 0.65,
        LeastSteps = 100,
        LeastStepsOf = 3,
        LeastPart = 8,
        Onsets = 2,
        MostPart = 2,
        Shortened = 0.75,
    };

    /// <summary>The stages.</summary>
    public static IReadOnlyList<Stage> Stages { get; } =
    [
        new("train as the recipe says", _ => true, StageCost.Free,
            "After the last update, or where a number is not finite. It counts as 1 either way, even if that is the whole budget.",
            (c, _) => c.TrainAsItIs()),

        new("train the clean recipe", c => c.HasClean, StageCost.Free,
            "As the first. Not counted: it is a comparison that somebody asked for.",
            (c, _) => c.TrainClean()),

        new("experiments on a suspicion", c => c.IsDoubtful, new() { Needs = 1.6, Leaves = 1.3, AtMost = 1, EachLeaves = Training + Reserve },
            "When all likely experiments are made, or its share is spent. If none restored health the checkup ends here: healthy.",
            (c, cost) => c.TrySuspicions(cost)),

        new("experiments", c => c.IsSick, new() { AtLeast = 0.5, Leaves = 1.6, EachLeaves = Training + Reserve },
            "When the likely ones are made, and, if none restored health, the others; or its share is spent. What is explained already is not tried.",
            (c, cost) => c.Experiment(cost)),

        new("the best experiment with another optimizer", c => c.IsHalfDone, new() { EachLeaves = Training + Reserve },
            "After one run, as long as the experiment. Only where an experiment removed a part of the illness, or is evident, and none restored health.",
            (c, cost) => c.WithAnotherOptimizer(cost)),

        new("a second change", c => c.IsHalfDone, new() { AtLeast = 0.3, Leaves = 1.3, EachLeaves = Training + Reserve },
            "As the experiments; then the same with a third one on top, if the second removed a further part of the illness. Only if another optimizer "
                + "was not what was missing.",
            (c, cost) => c.ChangeSomethingElse(cost)),

        new("name the causes", c => c.IsTreated, StageCost.Free,
            "At once. Where no experiment removed anything the cause is unknown, and the checkup ends here: not cured.",
            (c, _) => c.NameCauses()),

        new("one small batch alone", c => c.IsUnexplained, new() { AtMost = 2 },
            "After a few hundred steps on a few samples, without dropout and decay; and, where they were not learned by heart, as many with Adam. Only where "
                + "no experiment showed a cause.",
            (c, cost) => c.LearnOneSmallBatch(cost)),

        new("what is left", c => c.HasTreatment && c.Treatment!.IsWanting, new() { AtLeast = 0.3, Leaves = 1.3, EachLeaves = Training + Reserve },
            "When the likely experiments on what is left were made, each as long as the one that showed the cause. "
                + "Only where the network has not learned half of "
                + "what there is, or something critical is left besides that. What makes it clearly better joins the treatment, and is a cause of its own.",
            (c, cost) => c.Treatment!.GoFurther(cost)),

        new("tune the treatment", c => c.HasTreatment, new() { EachLeaves = Training + Reserve },
            "When every cure that fits was tried for as long as the experiment, or the network learned enough. "
                + "A cure's further doses are tried only while they help.",
            (c, cost) => c.Treatment!.Tune(cost)),

        new("revive dead units and go on", c => c.HasTreatment && c.Treatment!.CanGoOn, new() { Needs = (2 * Training) + Reserve - StageCost.Rounding },
            "After half a training, and another half of the untreated twin. A training from the beginning follows where it did not reach what it should.",
            (c, _) => c.Treatment!.GoOn()),

        new("the customary optimizer and rate", c => c.HasTreatment && c.Treatment!.CanBeCustomary, new() { Needs = 2 * Training },
            "After two whole trainings. Only where the recipe keeps samples aside, which say which of them is better.",
            (c, _) => c.Treatment!.UseCustomary()),

        new("train it longer", c => c.HasTreatment && c.Treatment!.CanBeLonger, new() { Needs = 5 * Training },
            "When three times as many epochs do not help clearly any more, or cost too much. Only where the network was still learning at its end.",
            (c, _) => c.Treatment!.Lengthen()),

        new("check the treatment on samples set aside", c => c.HasTreatment && c.Treatment!.NeedsCheck, StageCost.Free,
            "After a whole training without them, or as much of it as leaves one, but no less than an experiment; and one of the untreated twin where that had "
                + "learned more than the treated one knows of them. Only where the recipe keeps nothing aside, and there are enough samples. What lowers the "
                + "score ends here; a training that goes on into learning by heart is ended at its best epoch.",
            (c, _) => c.CheckTreatment()),

        new("train the treated recipe from the beginning", c => c.HasTreatment && !c.Treatment!.IsDone && !c.Treatment.IsRefused, StageCost.Free,
            "After a whole training. Always done where there is a treatment: the stages before have left it.",
            (c, _) => c.Treatment!.TrainAfresh()),

        new("train it again with a rate that falls", c => c.HasTreatment && c.Treatment!.FellShort, new() { Needs = Training + Reserve },
            "After a whole training. It counts only if it was better.",
            (c, _) => c.Treatment!.Calm()),
    ];
}

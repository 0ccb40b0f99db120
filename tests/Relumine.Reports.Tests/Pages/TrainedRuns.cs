using Relumine.Doctor.Audits;
using Relumine.Doctor.Portraits;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Runs.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Replay;

namespace Relumine.Reports.Tests.Pages;

/// <summary>Made-up training runs, for pages.</summary>
internal static class TrainedRuns
{
    /// <summary>A run of 10 steps an epoch; in its second layer one unit is born dead and one more is killed every epoch.</summary>
    public static TrainingResult Of(string name, int epochs, int layers, double loss = 2) =>
        new()
        {
            Name = name,
            Data = new TrainingData(name, 800, 200, 10, true),
            Parameters = 1234,
            Loss = "softmaxCrossEntropy",
            Optimizer = "sgd lr 0.1",
            Seed = 1,
            Epochs = Math.Max(1, epochs),
            TotalSteps = 10 * Math.Max(1, epochs),
            Steps = 10 * Math.Max(0, epochs),
            ScoreIsAccuracy = true,
            Confusion = new ConfusionMatrix(true, ["cat", "dog", "a class with a long name"], [[60, 5, 0], [20, 45, 1], [0, 0, 69]]),
            Decisions = new DecisionMap(
                ["cat", "dog"],
                new DecisionAxis("length of the petals, in centimetres", -1.25, 1000),
                new DecisionAxis("<width>", 0, 0.0001234),
                4,
                [0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1],
                [new DecisionPoint(0.1, 0.2, 0), new DecisionPoint(0.9, 0.2, 1), new DecisionPoint(0.9, 0.9, 0)]
            ),
            Deaths =
                epochs < 1 || layers < 2
                    ? []
                    :
                    [
                        new DeathCertificate
                        {
                            Layer = "relu2",
                            Unit = 4,
                            Step = 3,
                            Epoch = 1,
                            Batch = 3,
                            LearningRate = 0.1,
                            LargestBefore = 0.5,
                            LargestAfter = -0.2,
                            UpdateNorm = 1,
                            UpdateRatio = 0.4,
                            DominantSample = 17,
                            DominantShare = 0.8,
                        },
                    ],
            History = [.. Enumerable.Range(0, epochs + 1).Select(e => Epoch(e, name, layers, loss / (1 + e)))],
        };

    /// <summary>The same with all that is drawn of weights, pre-activations and classes.</summary>
    public static TrainingResult WithPictures(TrainingResult run) => run with
    {
        Before = Portrait(0.3, 8),
        After = Portrait(1, 8),
        Firing = new ClassRates(
            ["cat", "dog", "a class with a long name"],
            [new LayerClassRates("relu1", [[0, 1, 0.5, 0.2], [1, 0, 0.5, 0.1], [double.NaN, double.NaN, double.NaN, double.NaN]])]),
    };

    /// <summary>A network with two layers; the first looks at pixels, or at two numbers if <paramref name="side"/> is 1.</summary>
    public static Portrait Portrait(double size, int side) => new(
        300,
        [
            new LayerPortrait("relu1", Spread(size), Spread(3 * size)),
            new LayerPortrait("a.layer.with.a.very.long.name.that.does.not.fit.anywhere", null, Spread(1000 * size)),
        ],
        new FirstWeights(
            "relu1", 10, 1, side, Math.Max(2, side), [.. Enumerable.Range(0, 10 * side * Math.Max(2, side)).Select(i => (float)Math.Sin(i * size))])
        { AreGuessed = side > 1 });

    private static Histogram Spread(double size) => new(-size, 2 * size, [1, 5, 20, 30, 12, 3, 1]);

    private static EpochRecord Epoch(int epoch, string name, int layers, double loss) => new()
    {
        Epoch = epoch,
        Step = 10 * epoch,
        LearningRate = 0.1,
        Loss = loss,
        ExaminedLoss = loss,
        Score = 0.9,
        ValidationLoss = loss,
        ValidationScore = 0.85,
        Seconds = 0.01,
        Layers = [.. Enumerable.Range(0, layers).Select(i => new LayerRecord
        {
            Name = name.Contains('<') ? name : $"relu{i + 1}", Activation = "Relu", Units = 10,
            Dead = i == 1 ? Math.Min(10, 1 + epoch) : 0, DeadUnits = i == 1 ? UnitRanges.Write(Enumerable.Range(0, Math.Min(10, 1 + epoch))) : "",
            BornDead = i == 1 ? 1 : 0, Killed = i == 1 ? Math.Min(9, epoch) : 0,
            NeverPositive = 0, NearlyDead = 0, AlwaysOn = 0, NonFinite = 0, Sparsity = 0.5, MeanPreActivation = 0, StdPreActivation = 1.5 + i,
            ForwardGain = i == 0 ? double.NaN : 1.1, GradientRms = 0.1 / (1 + i), GradientGain = i == layers - 1 ? double.NaN : 0.9,
        })],
        Parameters = [new ParameterRecord("dense1.weight", "dense1", 3, 0.1, epoch == 0 ? double.NaN : 0.01)],
    };
}

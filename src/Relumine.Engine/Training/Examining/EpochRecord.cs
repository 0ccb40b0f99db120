namespace Relumine.Engine.Training.Examining;

/// <summary>What a training run was like at one moment: before the first update (epoch 0), and after every epoch.</summary>
public sealed record EpochRecord
{
    /// <summary>The number of the epoch, from 1; 0 before the first update.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of updates so far.</summary>
    public required long Step { get; init; }

    /// <summary>The learning rate of the latest step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The mean loss over the epoch's batches, each before its update; at epoch 0 the loss on the examined samples.</summary>
    public required double Loss { get; init; }

    /// <summary>The loss on the examined samples of the training data, in inference mode.</summary>
    public required double ExaminedLoss { get; init; }

    /// <summary>The score on the examined samples of the training data: accuracy, or R² for regression; see <see cref="ScoreKind"/>.</summary>
    public required double Score { get; init; }

    /// <summary>The loss on the validation data; null if there are none.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>The score on the validation data; null if there are none.</summary>
    public double? ValidationScore { get; init; }

    /// <summary>The share of the examined samples with every label right; null unless there are several labels at once.</summary>
    public double? ExactMatch { get; init; }

    /// <summary>The same on the validation data; null if there are none.</summary>
    public double? ValidationExactMatch { get; init; }

    /// <summary>
    /// The area under the ROC curve on the validation data, of two classes or of several labels at once (<see cref="Ranking"/>); null if there are
    /// none, or nothing to rank.
    /// </summary>
    public double? ValidationAuc { get; init; }

    /// <summary>The time of the epoch's steps in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>The layers of activations, from input to output.</summary>
    public required IReadOnlyList<LayerRecord> Layers { get; init; }

    /// <summary>What is learned, in the order of first use.</summary>
    public required IReadOnlyList<ParameterRecord> Parameters { get; init; }
}

/// <summary>What the units of one layer did on the examined samples, in inference mode.</summary>
public sealed record LayerRecord
{
    /// <summary>The name of the activation's output.</summary>
    public required string Name { get; init; }

    /// <summary>The activation's operator, e.g. <c>Relu</c>.</summary>
    public required string Activation { get; init; }

    /// <summary>The number of units.</summary>
    public required int Units { get; init; }

    /// <summary>Units that fired on no sample; null if the activation has no flat side, so that a unit cannot die.</summary>
    public int? Dead { get; init; }

    /// <summary>Which units are dead, as <see cref="UnitRanges"/> writes them; null if none can die, or the layer has more than
    /// <see cref="UnitRanges.MostUnits"/>.</summary>
    public string? DeadUnits { get; init; }

    /// <summary>Units that fired on no sample, whatever the activation.</summary>
    public required int NeverPositive { get; init; }

    /// <summary>Units that are dead now and were at step 0.</summary>
    public int? BornDead { get; init; }

    /// <summary>Units that are dead now and fired at step 0.</summary>
    public int? Killed { get; init; }

    /// <summary>Units that fire, but on less than 1 % of the samples.</summary>
    public required int NearlyDead { get; init; }

    /// <summary>Units that fire on every sample.</summary>
    public required int AlwaysOn { get; init; }

    /// <summary>Units some of whose pre-activations were not finite.</summary>
    public required int NonFinite { get; init; }

    /// <summary>The share of values that do not fire.</summary>
    public required double Sparsity { get; init; }

    /// <summary>The mean of the pre-activations.</summary>
    public required double MeanPreActivation { get; init; }

    /// <summary>Their standard deviation over samples and units.</summary>
    public required double StdPreActivation { get; init; }

    /// <summary><see cref="StdPreActivation"/> ÷ that of the layer before; NaN for the first.</summary>
    public required double ForwardGain { get; init; }

    /// <summary>The root mean square of dL/dz, L being the loss of one sample; NaN if not measured.</summary>
    public required double GradientRms { get; init; }

    /// <summary><see cref="GradientRms"/> ÷ that of the layer behind: what is left when a gradient passes on towards the input; NaN for the last.</summary>
    public required double GradientGain { get; init; }
}

/// <summary>How one parameter moved at the latest step that was measured.</summary>
/// <param name="Name">The weight's name.</param>
/// <param name="Layer">The node that uses it.</param>
/// <param name="Norm">‖w‖ before the update.</param>
/// <param name="GradientNorm">‖dL/dw‖ before clipping.</param>
/// <param name="UpdateRatio">‖Δw‖ ÷ ‖w‖; NaN before the first measured step.</param>
public sealed record ParameterRecord(string Name, string Layer, double Norm, double GradientNorm, double UpdateRatio);

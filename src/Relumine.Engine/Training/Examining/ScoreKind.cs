using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;

namespace Relumine.Engine.Training.Examining;

/// <summary>What the score of a network is.</summary>
public enum ScoreKind
{
    /// <summary>The share of samples whose class is right.</summary>
    Accuracy,

    /// <summary>Several labels at once: the share of labels that are right, over all samples and labels.</summary>
    LabelAccuracy,

    /// <summary>R² = 1 − Σ(y − t)² ÷ Σ(t − mean t)², the mean being that of each column.</summary>
    RSquared,
}

/// <summary>Which score data have.</summary>
public static class ScoreKinds
{
    /// <summary>The score of a network that learns data by a loss: by labels, by several labels if all targets are 0 or 1 and the loss takes logits, or
    /// R².</summary>
    public static ScoreKind Of(Loss loss, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(data);
        return data.Labels is not null ? ScoreKind.Accuracy
            : loss.TransformOf(data.TargetWidth, labels: false) == OutputTransform.Sigmoid && data.HasBinaryValues ? ScoreKind.LabelAccuracy
            : ScoreKind.RSquared;
    }

    /// <summary>Whether a score is a share of right answers, from 0 to 1.</summary>
    public static bool IsAccuracy(this ScoreKind kind) => kind != ScoreKind.RSquared;
}

using Relumine.Data.Datasets;
using Relumine.Engine.Training.Examining;

namespace Relumine.Engine.Training;

/// <content>How well the network puts samples in order.</content>
public sealed partial class Trainer
{
    /// <summary>
    /// The area under the ROC curve on other data, in inference mode: how well the network ranks what it tells apart, however
    /// uneven the classes are.
    /// </summary>
    /// <param name="data">What to rank.</param>
    /// <returns>From 0 to 1, 0.5 for a constant answer, as <see cref="Ranking.Of"/> says; null where there is nothing to rank.</returns>
    public double? Rank(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return _examiner.Rank(data);
    }
}

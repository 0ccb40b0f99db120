using Relumine.Graph.Errors;

namespace Relumine.Engine.Inference.Feed;

/// <summary>
/// A bound on what a run may take before it begins. Networks multiply what they are given with their weights, so what they take lies far below the product of
/// both; a graph that pads, tiles or spreads a few numbers to millions lies above it.
/// </summary>
internal static class WorkLimit
{
    // So much is always possible: some seconds of one core.
    private const double Always = 4e9;

    // How far above the product of weights and data a network may lie: weights that are used at every place of pictures that grow inside.
    private const double Room = 1024;

    // A network without weights, and data without numbers, count as so many.
    private const double Least = 64;

    /// <summary>Refuses a run out of all proportion.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="weights">The numbers in the model's weights.</param>
    /// <param name="samples">How many samples are to be run.</param>
    /// <exception cref="RelumineException">It would take more than weights and data explain.</exception>
    public static void Check(Plan plan, long weights, long samples)
    {
        var total = plan.Work * samples;
        var numbers = plan.Inputs.Sum(i => (double)i.SampleLength) * samples;
        if (plan.AnyWork || total <= Always || total <= Room * Math.Max(Least, weights) * Math.Max(Least, numbers))
        {
            return;
        }

        throw new RelumineException(
            ErrorKind.InvalidRequest,
            $"The network has {weights:N0} weights and is given {numbers:N0} numbers, but running it takes about {total:0.0e0} multiply-adds: "
                + $"out of all proportion, as in a file that is made to waste time. "
                + $"Give fewer samples; or, if that is meant, {new Setting(nameof(PlanOptions.AnyWork))}."
        );
    }
}

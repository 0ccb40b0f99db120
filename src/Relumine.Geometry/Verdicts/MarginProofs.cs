using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Claims about units for every input within a distance of each of some samples, in the largest difference of an element: what can be
/// proven of networks whose units do fire somewhere in every box. In closed form for units that read the inputs; intervals, and linear
/// relaxation where those do not do, for others.
/// </summary>
public static class MarginProofs
{
    /// <summary>For each distance and each claim, whether it is proven around every sample.</summary>
    /// <param name="model">The model.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="questions">The claims.</param>
    /// <param name="distances">The distances, in units of the inputs, ascending.</param>
    /// <param name="within">The inputs that there are: only those of a sample's neighbours count that lie in it; null for any number.</param>
    /// <param name="options">The threads, the budget and how to stop; what is not decided then is not proven.</param>
    /// <returns>By distance, then by question.</returns>
    /// <exception cref="ArgumentException">A sample does not fit the model, a distance is below 0, or a question names a unit that is not there.</exception>
    public static IReadOnlyList<bool[]> Of(
        PiecewiseLinearModel model, IReadOnlyList<double[]> samples, IReadOnlyList<UnitQuestion> questions, IReadOnlyList<double> distances, InputBox? within = null,
        ProofOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentNullException.ThrowIfNull(distances);
        options ??= new ProofOptions();
        if (within is not null)
        {
            model.RequireSample(within.Inputs, nameof(within));
        }

        foreach (var sample in samples)
        {
            model.RequireSample(sample.Length, nameof(samples));
        }

        if (distances.Any(d => !(d >= 0 && double.IsFinite(d))))
        {
            throw new ArgumentException("A distance is below 0 or not finite.", nameof(distances));
        }

        var (clock, confirming, everywhere) = (System.Diagnostics.Stopwatch.StartNew(), new Lock(), new InputBox(model.Inputs, 0, 0));
        UnitCase[] cases = [.. questions.Select(q => new UnitCase(model, everywhere, q, options, confirming))];
        bool IsOver() => clock.Elapsed >= options.Budget || options.Cancellation.IsCancellationRequested;

        var proven = new bool[distances.Count][];
        for (var d = 0; d < distances.Count; d++)
        {
            // What fails within a distance fails within a larger one; each flag only ever goes from true to false.
            var (distance, holds) = (distances[d], d == 0 ? [.. cases.Select(_ => true)] : (bool[])proven[d - 1].Clone());
            var threads = new ParallelOptions { MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount };
            Parallel.For(0, samples.Count, threads, () => new MarginBounds(model, within), (s, state, bounds) =>
            {
                if (IsOver() || !Array.Exists(holds, h => h))
                {
                    state.Stop();
                    return bounds;
                }

                bounds.Check(samples[s], distance, cases, holds);
                return bounds;
            }, _ => { });
            proven[d] = IsOver() ? new bool[cases.Length] : holds;
        }

        return proven;
    }
}

using System.Diagnostics;
using Relumine.Data.Sources;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Trimming;

/// <summary>How long two networks take on the same samples, in turn, the best of some turns: a measurement of this machine as it was.</summary>
/// <param name="OneBefore">Seconds for one sample, before.</param>
/// <param name="OneAfter">The same of the smaller network.</param>
/// <param name="Block">The number of samples of a block.</param>
/// <param name="BlockBefore">Seconds for a block of samples at once, before.</param>
/// <param name="BlockAfter">The same of the smaller network.</param>
public sealed record InferenceTimes(double OneBefore, double OneAfter, int Block, double BlockBefore, double BlockAfter)
{
    private const int LargestBlock = 256;
    private const int FewestTurns = 5;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Measures both ways: one sample at a time, and a block at once.</summary>
    internal static InferenceTimes Of(Model before, Model after, IReadOnlyList<DataSource> data, PlanOptions options, CancellationToken cancellation)
    {
        var (oneBefore, oneAfter, _) = Best(before, after, data, options, 1, cancellation);
        var (blockBefore, blockAfter, samples) = Best(before, after, data, options, LargestBlock, cancellation);
        return new(oneBefore, oneAfter, samples, blockBefore, blockAfter);
    }

    private static (double Before, double After, int Samples) Best(
        Model before, Model after, IReadOnlyList<DataSource> data, PlanOptions options, int most, CancellationToken cancellation)
    {
        foreach (var source in data)
        {
            source.Reset();
        }

        var feed = new SampleFeed(before.Graph, data);
        using var first = feed.Compile(before, options);
        using var second = feed.Compile(after, options);
        var (samples, inputs) = feed.Blocks(first, most).First();
        var (best, clock) = ((Before: double.PositiveInfinity, After: double.PositiveInfinity), Stopwatch.StartNew());
        ModelTensor[] outputs = [.. first.Outputs.Select(o => ModelTensor.Zeros(o.Type, new Shape(samples, o.SampleLength)))];
        for (var turn = 0; turn < FewestTurns || (clock.Elapsed < s_patience && turn < 1000); turn++)
        {
            best = (Math.Min(best.Before, Time(first)), Math.Min(best.After, Time(second)));
        }

        return (best.Before, best.After, samples);

        double Time(Plan plan)
        {
            var start = Stopwatch.GetTimestamp();
            plan.Run(samples, inputs, outputs, cancellation);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}

using Relumine.Data.Sources;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Trimming;

/// <summary>Runs two networks over the same data, block by block, and compares what they put out.</summary>
internal static class OutputComparison
{
    // Rounding errors of two orders of the same sum are of one size, but not equal; a wrong removal is off by much more.
    private const double Room = 16;
    private const double LastPlaceOfSingle = 1.0 / (1 << 23);

    // There is nothing wider to measure double against, so long sums are given room here.
    private const double LastPlaceOfDouble = 1024.0 / (1L << 52);

    /// <summary>The differences between two networks of the same inputs and outputs, in the order of the outputs.</summary>
    /// <param name="before">The first network.</param>
    /// <param name="after">The second one.</param>
    /// <param name="data">The data, wherever they stand.</param>
    /// <param name="options">How to run the networks.</param>
    /// <param name="progress">Told after every block how many samples are done.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static IReadOnlyList<OutputDifference> Run(
        Model before, Model after, IReadOnlyList<DataSource> data, PlanOptions options, Action<long>? progress = null, CancellationToken cancellation = default)
    {
        Rewind(data);
        var feed = new SampleFeed(before.Graph, data);
        using var first = feed.Compile(before, options);
        using var second = feed.Compile(after, options);
        return Compare(feed, first, second, inputs => inputs, progress, cancellation);
    }

    /// <summary>
    /// How large each of these differences may be for rounding to explain it: some times what the network in its own
    /// precision differs from itself in double on these data, and some units in the last place of its largest output.
    /// </summary>
    public static double[] Explained(
        Model model, IReadOnlyList<OutputDifference> found, IReadOnlyList<DataSource> data, PlanOptions options, CancellationToken cancellation = default)
    {
        Rewind(data);
        var feed = new SampleFeed(model.Graph, data);
        using var own = feed.Compile(model, options);
        using var wide = feed.Compile(model, options with { Precision = ElementType.Float64 });
        var errors = Compare(feed, own, wide, inputs => [.. inputs.Select(Widen)], null, cancellation);
        return [.. Enumerable.Range(0, errors.Count).Select(o =>
        {
            var error = double.IsFinite(errors[o].LargestDifference) ? errors[o].LargestDifference : 0;
            return Room * (error + (found[o].LargestOutput * (own.Outputs[o].Type == ElementType.Float64 ? LastPlaceOfDouble : LastPlaceOfSingle)));
        })];
    }

    private static List<OutputDifference> Compare(
        SampleFeed feed, Plan first, Plan second, Func<ModelTensor[], ModelTensor[]> forSecond, Action<long>? progress, CancellationToken cancellation)
    {
        var differences = first.Outputs.Select(o => OutputDifference.None(o.Name)).ToList();
        var done = 0L;
        ModelTensor[] a = [], b = [];
        foreach (var (samples, inputs) in feed.Blocks(first))
        {
            cancellation.ThrowIfCancellationRequested();
            if (a is not [var known, ..] || known.Shape[0] != samples)
            {
                (a, b) = (Room(first, samples), Room(second, samples));
            }

            first.Run(samples, inputs, a, cancellation);
            second.Run(samples, forSecond(inputs), b, cancellation);
            for (var o = 0; o < differences.Count; o++)
            {
                differences[o] = differences[o].With(a[o], b[o]);
            }

            progress?.Invoke(done += samples);
        }

        return differences;

        static ModelTensor[] Room(Plan plan, int samples) => [.. plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, new Shape(samples, o.SampleLength)))];
    }

    private static ModelTensor Widen(ModelTensor tensor) =>
        tensor.Type == ElementType.Float32 ? ModelTensor.Of<double>(tensor.Shape, tensor.ToDoubles()) : tensor;

    private static void Rewind(IReadOnlyList<DataSource> data)
    {
        foreach (var source in data)
        {
            source.Reset();
        }
    }
}

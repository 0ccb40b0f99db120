using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Inference.Feed;

/// <summary>
/// Data on their way into a model: binds every input to its data, compiles a plan for their shapes, and hands out
/// block after block, so that memory does not grow with the number of samples.
/// </summary>
public sealed class SampleFeed
{
    // A block is large enough to keep threads busy and small enough to stay near the cache.
    private const int BlockElements = 1 << 20;
    private const int MostSamples = 4096;

    private bool _isWhole;
    private long _weights;

    /// <summary>Binds data to the inputs of a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="sources">The data, at their start; not disposed of here.</param>
    /// <exception cref="RelumineException">Data are missing or left over, do not fit an input's shape, or have different numbers of samples.</exception>
    public SampleFeed(ModelGraph graph, IReadOnlyList<DataSource> sources)
    {
        Inputs = InputBinding.Bind(graph, sources);
        if (WholeRun.Of(Inputs) is { } whole)
        {
            (Inputs, _isWhole, Samples) = (whole, true, 1);
            return;
        }

        Samples = Inputs.Count == 0 ? 1 : Inputs.Max(b => b.Layout.Samples);
        if (Inputs.FirstOrDefault(b => b.Layout.Samples != Samples && b.Layout.Samples != 1) is { } other)
        {
            var longest = Inputs.First(b => b.Layout.Samples == Samples);
            throw new RelumineException(
                ErrorKind.BrokenFile,
                $"{other.Source.Origin} has {other.Layout.Samples} samples for the input '{other.Input.Name}', but {longest.Source.Origin} has {Samples} for "
                    + $"'{longest.Input.Name}'. "
                + "All inputs need the same number, or one sample that is used for all.");
        }
    }

    /// <summary>The inputs with their data, in the order of the graph.</summary>
    public IReadOnlyList<InputBinding> Inputs { get; }

    /// <summary>The number of samples; 1 once a plan was made that takes the data as one run.</summary>
    public long Samples { get; private set; }

    /// <summary>Whether the data of every input have exactly its shape, so that they are one run of the network as it stands.</summary>
    public bool IsOneRun => Inputs.All(b => b.Layout.IsOneRun);

    /// <summary>Compiles a plan for one sample of these data, or for all of them at once.</summary>
    /// <param name="model">The model that the feed was made for.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="asOneRun">Run the network once, as it stands; only if <see cref="IsOneRun"/>.</param>
    /// <exception cref="RelumineException">The network does not fit the shapes, or cannot be run sample by sample.</exception>
    public Plan Compile(Model model, PlanOptions options, bool asOneRun = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        _weights = model.Weights.Values.Sum(w => (long)w.Length);
        if (asOneRun || _isWhole)
        {
            return Whole(model, options);
        }

        try
        {
            return Plan.Compile(model, options, Inputs.ToDictionary(b => b.Input.Name, b => b.Layout.RunShape(1)));
        }
        catch (GraphException) when (IsOneRun)
        {
            // The first dimension is no batch: the data are one sample.
            var plan = Whole(model, options);
            (_isWhole, Samples) = (true, 1);
            return plan;
        }
        catch (GraphException e) when (Inputs.Any(b => b.Layout.FixedBatch > 1))
        {
            var batch = Inputs.Max(b => b.Layout.FixedBatch);
            throw new UnsupportedException(
                $"The network takes exactly {batch} samples at once and cannot be run sample by sample: "
                    + $"{e.Message} Export it with a batch of 1 or a symbolic batch."
            );
        }
    }

    private Plan Whole(Model model, PlanOptions options) =>
        Plan.Compile(model, options, Inputs.ToDictionary(b => b.Input.Name, b => Shape.Of([.. b.Source.Dims])));

    /// <summary>Reads the data in blocks of whole samples, each input as a tensor of the plan's type.</summary>
    /// <param name="plan">A plan that this feed compiled.</param>
    /// <param name="limit">The most samples to read.</param>
    /// <returns>The number of samples of each block, and the tensors for <see cref="Plan.Run"/>; they are good until the next block.</returns>
    /// <exception cref="RelumineException">The data are broken or not finite; or running them would take more than they and the weights explain, and
    /// <see cref="PlanOptions.AnyWork"/> is not set.</exception>
    public IEnumerable<(int Samples, ModelTensor[] Inputs)> Blocks(Plan plan, long limit = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(plan);
        WorkLimit.Check(plan, _weights, Math.Min(Samples, limit));
        if (_isWhole)
        {
            if (limit > 0)
            {
                yield return (1, Whole(plan));
            }

            yield break;
        }

        var left = Math.Min(Samples, limit);
        var longest = plan.Inputs.Select(i => i.SampleLength).DefaultIfEmpty(1).Max();
        var block = (int)Math.Min(left, Math.Clamp(BlockElements / Math.Max(1, longest), 1, MostSamples));

        // Reading ahead looks at samples behind a limit; what is reported of the data must not.
        var readAhead = left == Samples && left > block;
        var readers = new List<InputReader>();
        try
        {
            foreach (var (value, binding) in plan.Inputs.Zip(Inputs))
            {
                readers.Add(InputReader.Of(value, binding.Source, block, readAhead));
            }

            for (; left > 0; left -= block)
            {
                var samples = (int)Math.Min(block, left);
                yield return (samples, [.. readers.Select(r => r.Read(samples))]);
            }
        }
        finally
        {
            readers.ForEach(r => r.Dispose());
        }
    }

    /// <summary>Reads the data as the tensors of one run.</summary>
    /// <param name="plan">A plan that was compiled as one run.</param>
    /// <exception cref="RelumineException">The data are broken or not finite.</exception>
    public ModelTensor[] Whole(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        WorkLimit.Check(plan, _weights, 1);
        return [.. plan.Inputs.Zip(Inputs, (value, binding) => value.Type switch
        {
            ElementType.Float32 => binding.Source.ReadAll<float>(),
            ElementType.Float64 => binding.Source.ReadAll<double>(),
            ElementType.Int64 => binding.Source.ReadAll<long>(),
            ElementType.Int32 => binding.Source.ReadAll<int>(),
            _ => binding.Source.ReadAll<bool>(),
        })];
    }
}

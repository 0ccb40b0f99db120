using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>
/// Samples on their way into a network that another program runs: block by block where its first dimension counts samples and its layers keep them
/// apart, which is tried on two of them, else one by one.
/// </summary>
internal sealed class RuntimeBlocks : IDisposable
{
    // What may differ between a sample alone and among others, relative to the largest number of its layer.
    private const double Tolerance = 1e-3;

    private readonly ILayerRuntime _runtime;
    private readonly SampleFeed _feed;
    private readonly Plan _reader;
    private readonly bool _isWhole;
    private bool _inBlocks;
    private bool _isTried;

    /// <summary>Prepares the reading of data.</summary>
    public RuntimeBlocks(ILayerRuntime runtime, SampleFeed feed)
    {
        (_runtime, _feed) = (runtime, feed);
        var inputs = runtime.Model.Graph.Inputs;
        _isWhole = feed.IsOneRun && inputs.Any(i => i.Dims.Count > 0 && i.Dims[0].Size is > 1);
        _inBlocks = !_isWhole && inputs.All(i => i.RankKnown && i.Dims.Count > 0 && i.Dims[0].Size is null);

        // A plan of nothing but inputs reads the data as the network wants them.
        var reading = runtime.Model with { Graph = runtime.Model.Graph with { Nodes = default, Outputs = default } };
        _reader = feed.Compile(reading, new PlanOptions { Outputs = [] }, _isWhole);
    }

    /// <summary>What one sample is, for each input.</summary>
    public IReadOnlyList<PlanValue> Inputs => _reader.Inputs;

    /// <summary>The number of samples.</summary>
    public long Samples => _isWhole ? 1 : _feed.Samples;

    /// <summary>The data in blocks of whole samples.</summary>
    public IEnumerable<(int Samples, ModelTensor[] Inputs)> Read(long limit) =>
        !_isWhole ? _feed.Blocks(_reader, limit) : limit > 0 ? [(1, _feed.Whole(_reader))] : [];

    /// <summary>Runs a block, and tells how many samples what the layers got is of.</summary>
    public void Run(int samples, ModelTensor[] inputs, Action<int, ModelTensor[]> got)
    {
        if (_inBlocks && samples > 1)
        {
            var all = _runtime.Run(Rows(inputs, 0, samples));
            if (_isTried || KeepsApart(samples, inputs, all))
            {
                _isTried = true;
                got(samples, all);
                return;
            }

            _inBlocks = false;
        }

        for (var i = 0; i < samples; i++)
        {
            got(1, _runtime.Run(Rows(inputs, i, 1)));
        }
    }

    public void Dispose() => _reader.Dispose();

    // Whether the second sample among others gives what it gives alone.
    private bool KeepsApart(int samples, ModelTensor[] inputs, ModelTensor[] all)
    {
        var alone = _runtime.Run(Rows(inputs, 1, 1));
        foreach (var (one, many) in alone.Zip(all))
        {
            if (many.Length != (long)samples * one.Length)
            {
                return false;
            }

            var largest = one.ToDoubles().Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
            for (var i = 0; i < one.Length; i++)
            {
                var (a, b) = (one.NumberAt(i), many.NumberAt(one.Length + i));
                if (!a.Equals(b) && !(Math.Abs(a - b) <= Tolerance * largest))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Samples of a block with the rank that the network declares: the first dimension counts them.
    private ModelTensor[] Rows(ModelTensor[] inputs, int first, int count) =>
        [.. inputs.Zip(Inputs, (tensor, value) =>
        {
            var bytes = value.SampleLength * value.Type.Size();
            var shape = value.Shape.Rank == 0 ? value.Shape : value.Shape.With(0, value.Shape[0] * count);
            var rows = ModelTensor.Zeros(value.Type, shape);
            tensor.Bytes.Slice(first * bytes, count * bytes).CopyTo(rows.Bytes);
            return rows;
        })];
}

using Relumine.Data.Sources;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <content>Networks that another program runs.</content>
public static partial class Audit
{
    /// <summary>
    /// Examines a network that another program runs: every rectifier whose pre-activations it hands out. There is no accuracy, and outputs are not
    /// looked at.
    /// </summary>
    /// <param name="runtime">The program with the network; not disposed of here.</param>
    /// <param name="data">The data of its inputs, at their start; not disposed of here.</param>
    /// <param name="options">How to audit; null for everything. The precision is the program's.</param>
    /// <param name="progress">Told after every block.</param>
    /// <param name="cancellation">Ends the audit after the current block.</param>
    /// <exception cref="RelumineException">The data do not fit the model or are broken; the program cannot run it; it has no rectifier.</exception>
    public static AuditResult Run(
        ILayerRuntime runtime,
        IReadOnlyList<DataSource> data,
        AuditOptions? options = null,
        IProgress<AuditProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        options ??= new AuditOptions();
        if (runtime.Rectifiers.Count == 0)
        {
            throw new UnsupportedException(
                "The network has no rectifier whose input another program could hand out. Those inside of loops, functions and fused operators cannot be.");
        }

        var model = runtime.Model;
        var feed = new SampleFeed(model.Graph, data);
        using var blocks = new RuntimeBlocks(runtime, feed);
        using var layers = new RuntimeLayers(runtime, options, blocks.Inputs.ToDictionary(v => v.Name, v => v.Shape));
        var total = Math.Min(blocks.Samples, options.Samples ?? long.MaxValue);
        var different = new DistinctSamples();
        long done = 0;
        foreach (var (samples, inputs) in blocks.Read(total))
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            different.Add(samples, inputs);
            blocks.Run(samples, inputs, layers.Add);
            done += samples;
            progress?.Report(new(done, total));
        }

        return Conclude(
            model, options, feed, blocks.Inputs, layers.Examine(options.Thresholds), null, new(done, total), different.Count, [], null);
    }
}

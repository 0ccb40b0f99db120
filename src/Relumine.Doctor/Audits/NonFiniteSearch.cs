using Relumine.Doctor.Findings;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>
/// Finds which node made a number that is not finite: runs the samples of a block one by one until it shows again, and that sample node by
/// node. Only for blocks in which it was seen.
/// </summary>
internal static class NonFiniteSearch
{
    /// <summary>The origin of what was seen in a block; null if it does not show when the nodes run one by one.</summary>
    /// <param name="model">The network.</param>
    /// <param name="feed">Where the block comes from.</param>
    /// <param name="options">How the block was run.</param>
    /// <param name="block">Its samples, and for each input a tensor of all of them.</param>
    /// <param name="before">The number of samples before the block.</param>
    public static NonFiniteOrigin? Find(Model model, SampleFeed feed, PlanOptions options, (int Samples, ModelTensor[] Inputs) block, long before)
    {
        using var plan = feed.Compile(model, options with { Observe = Observation.Firing });
        var watch = new WatchedOutputs(plan);
        for (var sample = 0; sample < block.Samples; sample++)
        {
            var inputs = plan.Inputs.Select((v, i) => Row(block.Inputs[i], v, sample)).ToArray();
            var outputs = watch.Complete(null, 1);
            plan.Run(1, inputs, outputs);
            watch.Add(outputs);
            string[] bad = [.. plan.Layers.Where(l => Array.Exists(l.Statistics.NonFinite, n => n > 0)).Select(l => l.PreActivation), .. watch.Bad];
            if (bad.Length > 0)
            {
                return Trace(options.Precision == ElementType.Float64 ? new WidenPrecision().Apply(model).Model : model, plan, inputs, bad) is { } found
                    ? found with { Sample = before + sample + 1 }
                    : null;
            }
        }

        return null;
    }

    /// <summary>Whether a layer of a plan saw a number that is not finite.</summary>
    public static bool IsSeen(Plan plan) => plan.Layers.Any(l => l.Statistics.NonFinite.AsSpan().IndexOfAnyExcept(0) >= 0);

    private static ModelTensor Row(ModelTensor block, PlanValue value, int sample)
    {
        var row = ModelTensor.Zeros(value.Type, value.Shape);
        var bytes = row.Bytes.Length;
        block.Bytes.Slice(sample * bytes, bytes).CopyTo(row.Bytes);
        return row;
    }

    // Follows bad numbers from node to node: a −∞ that a mask puts in and a softmax takes out again leads nowhere.
    private static NonFiniteOrigin? Trace(Model model, Plan plan, ModelTensor[] inputs, string[] bad)
    {
        ShapeInference shapes;
        try
        {
            shapes = new ShapeInference(model, plan.Inputs.ToDictionary(v => v.Name, v => v.Shape));
        }
        catch (RelumineException)
        {
            // Something that no layer and no watched output needs cannot be read.
            return null;
        }

        var values = plan.Inputs.Zip(inputs).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal);
        var origins = new Dictionary<string, NonFiniteOrigin>(StringComparer.Ordinal);
        foreach (var node in model.Graph.Nodes.Where(n => n.Outputs.Any(shapes.Varies)))
        {
            var operands = node.Inputs.Select(i => i.Length == 0 ? null : shapes.Constant(i) ?? values[i]).ToArray();
            var made = node.Outputs.Select(o => o.Length == 0 ? null : ModelTensor.Zeros(shapes[o].Type, shapes[o].Shape)).ToArray();
            node.Op.Forward(new ForwardContext(operands, made));
            for (var o = 0; o < made.Length; o++)
            {
                var name = node.Outputs[o];
                if (made[o] is not { } tensor)
                {
                    continue;
                }

                values[name] = tensor;
                if (FirstBad(tensor) is >= 0 and var at)
                {
                    origins[name] = node.Inputs.Select(origins.GetValueOrDefault).FirstOrDefault(x => x is not null)
                        ?? Describe(node, name, tensor, at, operands);
                }
            }
        }

        return bad.Select(origins.GetValueOrDefault).FirstOrDefault(x => x is not null);
    }

    private static NonFiniteOrigin Describe(Node node, string output, ModelTensor tensor, int at, ModelTensor?[] operands)
    {
        var of = new List<NonFiniteOperand>();
        for (var i = 0; i < operands.Length; i++)
        {
            if (operands[i] is { Length: > 0 } operand && operand.Type.IsFloat())
            {
                of.Add(Operand(node.Inputs[i], operand, node.Op.IsElementwise ? Place(tensor.Shape, operand.Shape, at) : null));
            }
        }

        return new(node.Name, node.Op.Type, output, 0, Sign(tensor.NumberAt(at)), of);
    }

    private static NonFiniteOperand Operand(string name, ModelTensor x, int? place)
    {
        if (place is { } at)
        {
            return double.IsFinite(x.NumberAt(at)) ? new(name, x.NumberAt(at), x.NumberAt(at)) : new(name, null, null);
        }

        var numbers = x.ToDoubles();
        return numbers.All(double.IsFinite) ? new(name, numbers.Min(), numbers.Max()) : new(name, null, null);
    }

    // Where an element comes from, if the input is broadcast to the output.
    private static int? Place(Shape to, Shape from, int at)
    {
        var place = 0;
        for (int axis = to.Rank - 1, stride = 1; axis >= 0; axis--)
        {
            var index = at % to[axis];
            at /= to[axis];
            var source = axis - (to.Rank - from.Rank);
            if (source >= 0)
            {
                if (from[source] != 1 && from[source] != to[axis])
                {
                    return null;
                }

                place += from[source] == 1 ? 0 : index * stride;
                stride *= from[source];
            }
        }

        return place;
    }

    private static int FirstBad(ModelTensor tensor) =>
        tensor.Type switch
        {
            ElementType.Float32 => FirstBad<float>(tensor.Values<float>()),
            ElementType.Float64 => FirstBad<double>(tensor.Values<double>()),
            _ => -1,
        };

    private static int FirstBad<T>(ReadOnlySpan<T> values) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Sign(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "+∞" : "−∞";
}

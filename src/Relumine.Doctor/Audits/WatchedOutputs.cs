using System.Numerics;
using Relumine.Engine.Inference;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>How large the outputs of a plan become, and whether they stay finite.</summary>
internal sealed class WatchedOutputs(Plan plan)
{
    private readonly ModelTensor?[] _own = new ModelTensor?[plan.Outputs.Count];
    private readonly double[] _largest = new double[plan.Outputs.Count];
    private readonly bool[] _bad = new bool[plan.Outputs.Count];

    /// <summary>Whether an output was once NaN or infinite.</summary>
    public bool AreBad => Array.Exists(_bad, b => b);

    /// <summary>The outputs that were NaN or infinite, by name.</summary>
    public IEnumerable<string> Bad => plan.Outputs.Where((_, i) => _bad[i]).Select(o => o.Name);

    /// <summary>What was seen of the outputs of floating-point numbers.</summary>
    public IReadOnlyList<OutputSummary> Summaries =>
        [.. plan.Outputs.Select((o, i) => (o, i)).Where(p => p.o.Type.IsFloat()).Select(p => new OutputSummary(p.o.Name, _largest[p.i], !_bad[p.i]))];

    /// <summary>The outputs of floating-point numbers that can be run: no operator on the way to them is unread.</summary>
    public static string[] Of(Model model)
    {
        var unread = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in model.Graph.Nodes.Where(n => n.Op is UnreadOp || n.Inputs.Any(unread.Contains)))
        {
            unread.UnionWith(node.Outputs);
        }

        return [.. model.Graph.Outputs.Where(o => o.Type.IsFloat() && !unread.Contains(o.Name)).Select(o => o.Name)];
    }

    /// <summary>Memory for the outputs of a run: what is given, and for the others some of one's own.</summary>
    public ModelTensor?[] Complete(ModelTensor?[]? given, int samples)
    {
        var outputs = given?.ToArray() ?? new ModelTensor?[plan.Outputs.Count];
        for (var i = 0; i < outputs.Length; i++)
        {
            var output = plan.Outputs[i];
            if (outputs[i] is null && output.Type.IsFloat())
            {
                if (_own[i]?.Length != samples * output.SampleLength)
                {
                    _own[i] = ModelTensor.Zeros(output.Type, new Shape(samples, output.SampleLength));
                }

                outputs[i] = _own[i];
            }
        }

        return outputs;
    }

    /// <summary>Looks at what a run put out.</summary>
    public void Add(ModelTensor?[] outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] is { Type: ElementType.Float32 } single)
            {
                Look<float>(single.Values<float>(), i);
            }
            else if (outputs[i] is { Type: ElementType.Float64 } wide)
            {
                Look<double>(wide.Values<double>(), i);
            }
        }
    }

    private void Look<T>(ReadOnlySpan<T> values, int output) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = T.Zero;
        foreach (var value in values)
        {
            var size = T.Abs(value);
            if (size > largest && T.IsFinite(size))
            {
                largest = size;
            }

            _bad[output] |= !T.IsFinite(size);
        }

        _largest[output] = Math.Max(_largest[output], double.CreateChecked(largest));
    }
}

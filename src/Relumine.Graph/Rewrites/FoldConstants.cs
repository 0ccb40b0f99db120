using Relumine.Graph.Models;

namespace Relumine.Graph.Rewrites;

/// <summary>Computes once what no input reaches: the result becomes a weight, and the nodes that made it go.</summary>
public sealed class FoldConstants : IRewrite
{
    /// <summary>Results that are larger than what they are made of by this much stay computed, so that a small file does not become a large one.</summary>
    private const long MostGrowth = 1 << 20;

    /// <inheritdoc/>
    public string Name => "fold-constants";

    /// <inheritdoc/>
    public string Summary =>
        "Makes weights of values that do not depend on the inputs: they are computed by the same operators, only earlier, so the function is the same.";

    /// <inheritdoc/>
    public RewritePromise Promise => RewritePromise.SameFunction;

    /// <inheritdoc/>
    public RewriteResult Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var edit = new GraphEdit(model);
        var values = KnownValues.Of(model);
        foreach (var node in edit.Forwards())
        {
            var outputs = node.Outputs.Where(o => o.Length > 0).ToArray();
            if (outputs.Length == 0 || outputs.Any(o => values.Constant(o) is null))
            {
                continue;
            }

            var growth = outputs.Sum(o => (long)values.Constant(o)!.Bytes.Length)
                - node.Inputs.Where(i => i.Length > 0).Sum(i => (long)(values.Constant(i)?.Bytes.Length ?? 0));
            if (outputs.Any(edit.IsOutput))
            {
                edit.Refuse(node, "its constant result is an output of the graph, which a node must make");
            }
            else if (growth > MostGrowth)
            {
                edit.Refuse(node, $"its constant result is {growth >> 10} KiB larger than what it is computed from");
            }
            else
            {
                edit.Remove(node);
                foreach (var output in outputs)
                {
                    edit.SetWeight(output, values.Constant(output)!);
                }

                edit.Changed($"'{node.Name}' is constant");
            }
        }

        return edit.Finish();
    }
}

using Relumine.Graph.Models;

namespace Relumine.Graph.Rewrites;

/// <summary>Takes away nodes and weights from which nothing leads to an output.</summary>
public sealed class RemoveDeadNodes : IRewrite
{
    /// <inheritdoc/>
    public string Name => "remove-dead-nodes";

    /// <inheritdoc/>
    public string Summary => "Takes away nodes and weights from which nothing leads to an output, so no output can change.";

    /// <inheritdoc/>
    public RewritePromise Promise => RewritePromise.SameFunction;

    /// <inheritdoc/>
    public RewriteResult Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var edit = new GraphEdit(model);
        foreach (var node in edit.Sweep())
        {
            edit.Changed($"'{node.Name}' led nowhere");
        }

        foreach (var name in model.Weights.Keys.Except(edit.UsedWeights().Keys).Order(StringComparer.Ordinal))
        {
            edit.Changed($"the weight '{name}' was not read");
        }

        return edit.Finish();
    }
}

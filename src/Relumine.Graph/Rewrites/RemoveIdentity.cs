using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Graph.Rewrites;

/// <summary>Takes away nodes that pass on what they get: Identity, and Dropout, which does so outside training.</summary>
public sealed class RemoveIdentity : IRewrite
{
    /// <inheritdoc/>
    public string Name => "remove-identity";

    /// <inheritdoc/>
    public string Summary => "Lets readers of an Identity or of a Dropout, which does nothing outside training, read its input instead: the same values.";

    /// <inheritdoc/>
    public RewritePromise Promise => RewritePromise.SameFunction;

    /// <inheritdoc/>
    public RewriteResult Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var edit = new GraphEdit(model);
        foreach (var node in edit.Forwards())
        {
            if (node.Op is not (Identity or Dropout))
            {
                continue;
            }

            if (node.Outputs.Skip(1).Any(o => edit.IsOutput(o) || edit.Readers(o).Count > 0))
            {
                edit.Refuse(node, "its mask is used");
            }
            else if (edit.IsOutput(node.Outputs[0]))
            {
                edit.Refuse(node, $"it gives the graph's output '{node.Outputs[0]}' its name");
            }
            else
            {
                edit.Redirect(node.Outputs[0], node.Inputs[0]);
                edit.Remove(node);
                edit.Changed($"'{node.Name}' passed on '{node.Inputs[0]}'");
            }
        }

        return edit.Finish();
    }
}

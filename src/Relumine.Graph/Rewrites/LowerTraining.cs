using Relumine.Graph.Models;
using Relumine.Graph.Operators;

namespace Relumine.Graph.Rewrites;

/// <summary>Puts in place of operators that exist while learning only what they are afterwards; see <see cref="Op.Lower"/>.</summary>
public sealed class LowerTraining : IRewrite
{
    /// <inheritdoc/>
    public string Name => "lower-training";

    /// <inheritdoc/>
    public string Summary =>
        "Turns operators that exist while learning only into what they are afterwards, alpha dropout into Identity and RReLU into LeakyRelu: the same values.";

    /// <inheritdoc/>
    public RewritePromise Promise => RewritePromise.SameFunction;

    /// <inheritdoc/>
    public RewriteResult Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var edit = new GraphEdit(model);
        foreach (var node in edit.Forwards())
        {
            var lowered = node.Op.Lower();
            if (!ReferenceEquals(lowered, node.Op))
            {
                edit.Replace(node, node with { Op = lowered });
                edit.Changed($"'{node.Name}' is {lowered.Type} after learning");
            }
        }

        return edit.Finish();
    }
}

using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Graph.Rewrites;

/// <summary>
/// Finds activations that a file spells out in several operators: max(x, 0), x·sigmoid(x), ½x(1 + erf(x/√2)) and
/// whatever else the cards of the activations say. The nodes between a value x and a node y are read as a formula in x,
/// multiplied out, and compared with the formulas on the cards; so it does not matter how the formula is put together.
/// </summary>
public sealed class RecognizeActivations : IRewrite
{
    /// <inheritdoc/>
    public string Name => "recognise-activations";

    /// <inheritdoc/>
    public string Summary =>
        "Makes one node of an activation that the file spells out in several. The formula is the same, once multiplied out, so the function is, up to "
            + "rounding.";

    /// <inheritdoc/>
    public RewritePromise Promise => RewritePromise.SameFunction;

    /// <inheritdoc/>
    public RewriteResult Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var edit = new GraphEdit(model);
        var values = KnownValues.Of(model);

        // A formula may contain activations that were spelt out themselves, and be recognised once they are.
        for (var changes = -1; changes != edit.ChangeCount;)
        {
            changes = edit.ChangeCount;
            foreach (var node in edit.Backwards())
            {
                // What only passes a formula on is not its end: who reads the end itself would see another layer.
                if (node.Op is not (Activate or Identity or Dropout) && node.Outputs is [{ Length: > 0 }])
                {
                    Recognize(node, edit, values);
                }
            }
        }

        return edit.Finish();
    }

    private static void Recognize(Node node, GraphEdit edit, KnownValues values)
    {
        var formula = new NodeFormula(node, edit, values);
        foreach (var x in formula.Variables)
        {
            if (formula.In(x) is { } polynomial && KnownFormulas.Find(polynomial) is { } function)
            {
                if (values.WhyNotElementwise(x, node.Outputs[0], formula.Constants) is { } reason)
                {
                    edit.Refuse(node, $"it is {function} of '{x}', but {reason}");
                    continue;
                }

                edit.Replace(node, node with { Op = new Activate(function), Inputs = new[] { x } });
                edit.Changed($"'{node.Name}' is {function} of '{x}'");
                return;
            }
        }
    }
}

using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>The opposite truth value (ONNX Not).</summary>
public sealed record Not : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "Not";

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    private protected override Kinds Accepts => Kinds.Bool;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var x = context.Input(0).Values<bool>();
        var y = context.Output(0).Values<bool>();
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = !x[i];
        }
    }
}

using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Products;

/// <summary>A sum of products over axes that are named by letters, such as ij,jk→ik (ONNX Einsum).</summary>
/// <param name="Equation">The letters of every input and, behind an arrow, of the output; an ellipsis stands for axes in front.</param>
public sealed record Einsum(string Equation = "i->i") : Op, INumberLoop<ForwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Einsum";

    /// <inheritdoc/>
    public override int Since => 12;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 12;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new Einsum(reader.Text("equation", ""));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer) => writer.Text("equation", Equation);

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        context.Need(0, Kinds.Number);
        var shapes = Enumerable.Range(0, context.InputCount).Select(i => context.NeedLikeFirst(i).Shape).ToArray();
        var axes = EinsumAxes.Of(Equation, shapes);
        context.Output(0, context.Input(0).Type, axes is null ? throw context.Fail($"the equation '{Equation}' does not fit the inputs") : axes.Output);
    }

    internal override double Work(Node node, IShapes shapes) =>
        shapes.ForEach(node.Outputs[0], EinsumAxes.Of(Equation, [.. node.Inputs.Select(i => shapes[i].Shape)])?.Terms ?? 1);

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => NumberLoop.Run(this, context.Input(0).Type, context);

    void INumberLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var memory = context.Kept<Memory>();
        var axes = memory.Axes ??= Read(context);
        var y = context.Output(0).Values<T>();
        var inner = axes.Places;
        for (var at = 0; at < y.Length; at++)
        {
            axes.Start(at);
            var (exact, sum) = (T.Zero, 0.0);
            for (var term = 0; term < axes.Terms; term++)
            {
                var product = T.One;
                for (var i = 0; i < inner.Length; i++)
                {
                    product *= context.Input(i).Values<T>()[inner[i]];
                }

                if (Accumulate.IsFloat<T>())
                {
                    sum += double.CreateTruncating(product);
                }
                else
                {
                    exact += product;
                }

                axes.Next();
            }

            y[at] = Accumulate.IsFloat<T>() ? T.CreateTruncating(sum) : exact;
        }
    }

    private EinsumAxes Read(ForwardContext context) =>
        EinsumAxes.Of(Equation, [.. Enumerable.Range(0, context.InputCount).Select(i => context.Input(i).Shape)])!;

    private sealed class Memory
    {
        public EinsumAxes? Axes { get; set; }
    }
}

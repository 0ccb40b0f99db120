using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Engine.Training.Patterns;

/// <summary>
/// A matrix product whose weights are learned and read nowhere else, with the bias and the activation behind it:
/// <c>Gemm → Activation</c>, <c>MatMul → Add → Activation</c>.
/// </summary>
internal sealed class DensePattern : ITrainingPattern
{
    /// <inheritdoc/>
    public TrainingStep? Match(Node node, TrainingDraft draft)
    {
        var shapes = draft.Shapes;
        var (gemm, output) = (node.Op as Gemm, node.Outputs[0]);
        if (
            node.Op is not (Gemm or MatMul)
            || gemm is { TransA: true } or { Alpha: not 1 } or { Beta: not 1 }
            || !shapes[output].Type.IsFloat()
            || !shapes.Varies(node.Inputs[0])
            || !draft.IsTrainable(node.Inputs[1])
            || draft.Uses(node.Inputs[1]) != 1
            || shapes[node.Inputs[1]].Shape.Rank != 2
        )
        {
            return null;
        }

        var x = shapes[node.Inputs[0]].Shape;
        var transposed = gemm?.TransB ?? false;
        var columns = shapes[node.Inputs[1]].Shape[transposed ? 0 : 1];
        if (x.Rank == 0 || columns == 0 || x[^1] == 0)
        {
            return null;
        }

        var bias = node.Inputs.Count > 2 ? node.Inputs[2] : "";
        if (bias.Length > 0 && !IsBias(bias, columns, draft))
        {
            return null;
        }

        if (bias.Length == 0 && draft.OnlyReader(output) is { Op: Add } add)
        {
            var other = add.Inputs[0] == output ? add.Inputs[1] : add.Inputs[0];
            if (IsBias(other, columns, draft))
            {
                draft.Absorb(add);
                (bias, output) = (other, add.Outputs[0]);
            }
        }

        var rows = x.Product(0, x.Rank - 1);
        Node? activation = null;
        var layer = -1;
        if (draft.OnlyReader(output) is { Op: Activate } next && (rows == 1 || !draft.IsObserved(next)))
        {
            draft.Absorb(next);
            activation = next;
            layer = draft.Observe(next, node.Inputs[1], transposed ? 0 : 1, bias.Length == 0 ? null : bias);
        }

        var place = new DensePlace(
            node,
            activation,
            draft.ValueOf(node.Inputs[0]),
            draft.ValueOf(output),
            activation is null ? null : draft.ValueOf(activation.Outputs[0]),
            rows,
            layer
        );
        return shapes[output].Type.As(new Maker(place, bias, transposed, draft));
    }

    private static bool IsBias(string name, int columns, TrainingDraft draft) =>
        draft.IsTrainable(name) && draft.Uses(name) == 1 && draft.Shapes[name].Shape is var shape
        && shape.ElementCount == columns && (shape.Rank == 1 || (shape.Rank == 2 && shape[0] == 1));

    private static DenseTraining<T> Of<T>(DensePlace place, string bias, bool transposed, TrainingDraft draft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weight = place.Node.Inputs[1];
        var values = draft.Shapes.Constant(weight)!;
        var matrix = PackedMatrix<T>.Of(values.Values<T>(), values.Shape[transposed ? 1 : 0], values.Shape[transposed ? 0 : 1], transposed);
        var weights = new Parameter<T>(weight, values.Shape, ParameterRole.Weight, place.Node.Name, new PackedArray<T>(matrix, transposed));
        draft.Add(weights);
        var biases = bias.Length == 0 ? null : (PlainParameter<T>)draft.Plain(bias, ParameterRole.Bias, place.Node);
        draft.Differentiate(place.Activation is null ? [place.PreActivation] : [place.PreActivation, place.Output!]);
        return new DenseTraining<T>(place, matrix, weights, biases, place.Activation is { } a ? draft.KinkOf(a) : default);
    }

    private sealed class Maker(DensePlace place, string bias, bool transposed, TrainingDraft draft) : IFloatingVisitor<TrainingStep>
    {
        public TrainingStep Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of<T>(place, bias, transposed, draft);
    }
}

/// <summary>Where a dense layer is in the graph.</summary>
/// <param name="Node">The product.</param>
/// <param name="Activation">The activation behind it, or null.</param>
/// <param name="Input">x.</param>
/// <param name="PreActivation">z = x·W + b.</param>
/// <param name="Output">f(z), or null without an activation.</param>
/// <param name="RowsPerSample">The rows of x in one sample.</param>
/// <param name="Layer">The observed layer, or −1.</param>
internal sealed record DensePlace(Node Node, Node? Activation, Value Input, Value PreActivation, Value? Output, int RowsPerSample, int Layer);

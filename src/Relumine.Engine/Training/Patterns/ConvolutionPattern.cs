using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Products.Convolutions;

namespace Relumine.Engine.Training.Patterns;

/// <summary>
/// A convolution whose weights are learned and read nowhere else, with the activation behind it, and behind a rectifier
/// the pooling: <c>Conv → Activation → MaxPool</c>. Where <see cref="SideBySide"/> allows it, the channels of a position lie together behind it.
/// </summary>
internal sealed class ConvolutionPattern : ITrainingPattern
{
    /// <inheritdoc/>
    public TrainingStep? Match(Node node, TrainingDraft draft)
    {
        if (GeometryOf(node, draft) is not { } geometry)
        {
            return null;
        }

        var bias = node.Inputs.Count > 2 ? node.Inputs[2] : "";
        var (preActivation, output) = (node.Outputs[0], node.Outputs[0]);
        Node? activation = null;
        WindowGeometry? pooling = null;
        var layer = -1;
        if (draft.OnlyReader(output) is { Op: Activate } next)
        {
            draft.Absorb(next);
            activation = next;
            output = next.Outputs[0];
            layer = draft.Observe(next, node.Inputs[1], 0, bias.Length == 0 ? null : bias);
            if (next.Op.Type == "Relu" && SlopeFromOutput(next, draft)
                && draft.OnlyReader(output) is { Op: MaxPool pool } pooled && pooled.Outputs.Count(o => o.Length > 0) == 1
                && pool.Geometry(draft.Shapes[output].Shape, pool.KernelShape.Span, pool.CeilMode) is { } window && IsApart(pool))
            {
                draft.Absorb(pooled);
                pooling = window;
                output = pooled.Outputs[0];
            }
        }

        var place = new ConvolutionPlace(
            node,
            geometry,
            activation,
            pooling,
            draft.ValueOf(node.Inputs[0]),
            draft.ValueOf(preActivation),
            draft.ValueOf(output),
            layer
        );
        place.PreActivation.IsChannelsLast = true;
        place.Output.IsChannelsLast = SideBySide.IsRead(output, draft);
        return draft.Shapes[output].Type.As(new Maker(place, bias, draft));
    }

    private static ConvolutionTraining<T> Of<T>(ConvolutionPlace place, string bias, TrainingDraft draft)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weight = place.Node.Inputs[1];
        var values = draft.Shapes.Constant(weight)!;
        var array = new ConvolutionArray<T>(place.Geometry);
        array.CopyFrom(values.Values<T>());
        var weights = new Parameter<T>(weight, values.Shape, ParameterRole.Weight, place.Node.Name, array);
        draft.Add(weights);
        var biases = bias.Length == 0 ? null : (PlainParameter<T>)draft.Plain(bias, ParameterRole.Bias, place.Node);
        draft.Differentiate([place.PreActivation, place.Output]);
        var winners = place.Pooling is null ? null : draft.GradientLike(place.Output);
        var gradient = draft.GradientLike(place.PreActivation);
        return new ConvolutionTraining<T>(
            place,
            array.Matrix,
            ((ConvolutionArray<T>)weights.GradientArray).Matrix,
            biases,
            winners,
            gradient,
            place.Activation is { } a ? draft.KinkOf(a) : default
        );
    }

    private sealed class Maker(ConvolutionPlace place, string bias, TrainingDraft draft) : IFloatingVisitor<TrainingStep>
    {
        public TrainingStep Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of<T>(place, bias, draft);
    }

    /// <summary>What a node computes, if it is a convolution for these kernels. Asked again by the one in front.</summary>
    public static ConvolutionGeometry? GeometryOf(Node node, TrainingDraft draft)
    {
        var shapes = draft.Shapes;
        if (node.Op is not Conv conv || !shapes[node.Outputs[0]].Type.IsFloat() || !shapes.Varies(node.Inputs[0])
            || !draft.IsTrainable(node.Inputs[1]) || draft.Uses(node.Inputs[1]) != 1)
        {
            return null;
        }

        if (node.Inputs.Count > 2 && node.Inputs[2].Length > 0 && !(draft.IsTrainable(node.Inputs[2]) && draft.Uses(node.Inputs[2]) == 1))
        {
            return null;
        }

        var (x, w) = (shapes[node.Inputs[0]].Shape, shapes[node.Inputs[1]].Shape);
        return conv.Geometry(x, w.Dims[2..]) is { } window ? new ConvolutionGeometry(window, x[1], w[0], conv.Groups) : null;
    }

    private static bool SlopeFromOutput(Node activation, TrainingDraft draft) =>
        activation.Op.GradientNeeds(draft.KinkOf(activation)) is { } needs && needs.ReadsOutput(0);

    // Whether no element lies in two windows, so that each has one gradient or none.
    private static bool IsApart(MaxPool pool)
    {
        for (var d = 0; d < pool.KernelShape.Count; d++)
        {
            if ((pool.Strides.Count == 0 ? 1 : pool.Strides[d]) < pool.KernelShape[d] || (pool.Dilations.Count > 0 && pool.Dilations[d] != 1))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>Where a convolution is in the graph.</summary>
/// <param name="Node">The convolution.</param>
/// <param name="Geometry">What it computes.</param>
/// <param name="Activation">The activation behind it, or null.</param>
/// <param name="Pooling">The pooling behind that, or null.</param>
/// <param name="Input">x.</param>
/// <param name="PreActivation">z = x∗W + b.</param>
/// <param name="Output">What the last of them gives; z itself if there is none.</param>
/// <param name="Layer">The observed layer, or −1.</param>
internal sealed record ConvolutionPlace(
    Node Node, ConvolutionGeometry Geometry, Node? Activation, WindowGeometry? Pooling, Value Input, Value PreActivation, Value Output, int Layer);

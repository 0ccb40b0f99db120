using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Engine.Inference.Fusion;

/// <summary>
/// A convolution with shared weights and what has been fused behind it: <c>y = pool(f((x∗W)·scale + bias + residual))</c>, unit by
/// unit. Grows as it absorbs the nodes that follow.
/// </summary>
internal sealed class ConvolutionChain
{
    private double[]? _scale;

    private ConvolutionChain(Node node, ModelTensor weight, ConvolutionGeometry geometry) =>
        (Input, Weight, Geometry, Output) = (node.Inputs[0], weight, geometry, node.Outputs[0]);

    /// <summary>The name of x.</summary>
    public string Input { get; }

    /// <summary>W, in the order of ONNX.</summary>
    public ModelTensor Weight { get; }

    /// <summary>What x∗W is.</summary>
    public ConvolutionGeometry Geometry { get; }

    /// <summary>What is added to each unit; null for nothing.</summary>
    public double[]? Bias { get; private set; }

    /// <summary>The name of what is added behind the bias, the other branch of a residual sum; null for nothing.</summary>
    public string? Residual { get; private set; }

    /// <summary>The activation; null for none.</summary>
    public Activation? Activation { get; private set; }

    /// <summary>The pooling that comes last; null for none.</summary>
    public WindowGeometry? Pooling { get; private set; }

    /// <summary>The name of y.</summary>
    public string Output { get; private set; }

    /// <summary>The convolution that <paramref name="node"/> is, or null if it is none for these kernels.</summary>
    public static ConvolutionChain? Find(Node node, ShapeInference shapes)
    {
        if (
            node.Op is not Conv conv
            || !shapes[node.Outputs[0]].Type.IsFloat()
            || !shapes.Varies(node.Inputs[0])
            || shapes.Constant(node.Inputs[1]) is not { } weight
        )
        {
            return null;
        }

        var bias = node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? node.Inputs[2] : null;
        var shape = shapes[node.Inputs[0]].Shape;
        if ((bias is not null && shapes.Constant(bias) is null) || conv.Geometry(shape, weight.Shape.Dims[2..]) is not { } window)
        {
            return null;
        }

        return new ConvolutionChain(node, weight, new ConvolutionGeometry(window, shape[1], weight.Shape[0], conv.Groups))
        {
            Bias = bias is null ? null : shapes.Constant(bias)!.ToDoubles(),
        };
    }

    /// <summary>Computes <paramref name="node"/> too, which alone reads <see cref="Output"/>, or says no.</summary>
    /// <param name="node">The node.</param>
    /// <param name="shapes">Shapes and constants.</param>
    /// <param name="isSideBySide">Whether a value is at hand with its channels side by side when the convolution runs.</param>
    public bool Absorb(Node node, ShapeInference shapes, Func<string, bool> isSideBySide)
    {
        var isSum = Activation is null && Residual is null;
        var absorbed = Pooling is null && node.Op switch
        {
            Activate activate when Activation is null => (Activation = activate.Function) is not null,
            BatchNormalization normalization when isSum => Normalize(node, normalization, shapes),
            Add when isSum => AddConstant(node, shapes) || AddResidual(node, shapes, isSideBySide),
            MaxPool pool when node.Outputs.Count(o => o.Length > 0) == 1 =>
                (Pooling = pool.Geometry(shapes[Output].Shape, pool.KernelShape.Span, pool.CeilMode)) is not null,
            _ => false,
        };
        Output = absorbed ? node.Outputs[0] : Output;
        return absorbed;
    }

    /// <summary>W, scaled and packed.</summary>
    public PackedMatrix<T> Pack<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var packed = Geometry.CreateWeights<T>();
        Geometry.Pack<T>(Weight.Values<T>(), packed, _scale);
        return packed;
    }

    private bool Normalize(Node node, BatchNormalization normalization, ShapeInference shapes)
    {
        var parameters = new double[4][];
        for (var i = 0; i < 4; i++)
        {
            if (shapes.Constant(node.Inputs[i + 1]) is not { } constant || constant.Length != Geometry.Units)
            {
                return false;
            }

            parameters[i] = constant.ToDoubles();
        }

        _scale ??= Filled(1);
        Bias ??= Filled(0);
        for (var u = 0; u < Geometry.Units; u++)
        {
            var factor = parameters[0][u] / Math.Sqrt(parameters[3][u] + normalization.Epsilon);
            _scale[u] *= factor;
            Bias[u] = Bias[u] * factor + parameters[1][u] - parameters[2][u] * factor;
        }

        return true;
    }

    // A constant for each unit, or one for all, as frameworks without a bias in the operator write it.
    private bool AddConstant(Node node, ShapeInference shapes)
    {
        var other = node.Inputs[0] == Output ? node.Inputs[1] : node.Inputs[0];
        if (other == Output || shapes.Constant(other) is not { } constant || !shapes[node.Outputs[0]].Shape.Equals(shapes[Output].Shape))
        {
            return false;
        }

        var (rank, terms) = (shapes[Output].Shape.Rank, constant.Shape);
        if (constant.Length != 1 && (constant.Length != Geometry.Units || terms.Rank < rank - 1 || terms[-(rank - 1)] != Geometry.Units))
        {
            return false;
        }

        var values = constant.ToDoubles();
        Bias = [.. (Bias ?? Filled(0)).Select((b, u) => b + values[values.Length == 1 ? 0 : u])];
        return true;
    }

    private bool AddResidual(Node node, ShapeInference shapes, Func<string, bool> isSideBySide)
    {
        var other = node.Inputs[0] == Output ? node.Inputs[1] : node.Inputs[0];
        if (other == Output || !shapes[other].Shape.Equals(shapes[Output].Shape) || !isSideBySide(other))
        {
            return false;
        }

        Residual = other;
        return true;
    }

    private double[] Filled(double value)
    {
        var filled = new double[Geometry.Units];
        Array.Fill(filled, value);
        return filled;
    }
}

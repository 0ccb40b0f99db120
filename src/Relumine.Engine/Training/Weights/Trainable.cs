using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Products;

namespace Relumine.Engine.Training.Weights;

/// <summary>
/// Which inputs of an operator are parameters when they are weights. Others are constants of the architecture (limits
/// of Clip, scales of Resize, running statistics, a standardising prefix made of Sub and Div).
/// </summary>
internal static class Trainable
{
    /// <summary>The role of input <paramref name="input"/> of a node, or null if it is no parameter.</summary>
    public static ParameterRole? Role(Op op, int input) => (op, input) switch
    {
        (Gemm or Conv, 1) => ParameterRole.Weight,
        (Gemm or Conv, 2) => ParameterRole.Bias,
        (MatMul, 0 or 1) => ParameterRole.Weight,
        (Add, 0 or 1) => ParameterRole.Bias,
        (PRelu, 1) => ParameterRole.Slope,
        (BatchNormalization or LayerNormalization or InstanceNormalization, 1) => ParameterRole.Weight,
        (BatchNormalization or LayerNormalization or InstanceNormalization, 2) => ParameterRole.Bias,
        (RMSNormalization, 1) => ParameterRole.Weight,
        _ => null,
    };
}

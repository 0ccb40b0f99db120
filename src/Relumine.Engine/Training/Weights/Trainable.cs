using Relumine.Graph.Operators;

namespace Relumine.Engine.Training.Weights;

/// <summary>
/// Which inputs of an operator are parameters when they are weights: those that the operator says are. Others are
/// constants of the architecture (limits of Clip, scales of Resize, running statistics, a standardising prefix made of
/// Sub and Div).
/// </summary>
internal static class Trainable
{
    /// <summary>The role of input <paramref name="input"/> of a node, or null if it is no parameter.</summary>
    public static ParameterRole? Role(Op op, int input) => op.RoleOf(input) switch
    {
        InputRole.Weight => ParameterRole.Weight,
        InputRole.Bias => ParameterRole.Bias,
        InputRole.Slope => ParameterRole.Slope,
        _ => null,
    };
}

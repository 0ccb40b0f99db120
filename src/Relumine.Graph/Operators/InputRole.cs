namespace Relumine.Graph.Operators;

/// <summary>What an input of an operator is for: above all, what it is when it is a weight of the model.</summary>
public enum InputRole
{
    /// <summary>Nobody said: a weight there is not learned.</summary>
    Unknown,

    /// <summary>
    /// Numbers that the operator works on. A constant there belongs to the architecture and is not learned (limits of Clip,
    /// Sub and Div that standardise).
    /// </summary>
    Data,

    /// <summary>
    /// A parameter that is multiplied: a matrix, the taps of a convolution, the scale of a normalisation. What varies there
    /// is data (MatMul).
    /// </summary>
    Weight,

    /// <summary>A parameter that is added.</summary>
    Bias,

    /// <summary>A parameter that is the slope of one side.</summary>
    Slope,

    /// <summary>A number that is observed while learning, not learned (the running mean of BatchNormalization).</summary>
    Statistic,

    /// <summary>Shapes, axes, indices, types, probabilities: what decides how the operator works. It has no gradient.</summary>
    Setting,
}

using Relumine.Kernels;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Program;

/// <summary>What a unit of a layer is.</summary>
public enum LayerKind
{
    /// <summary>A unit is a column of a matrix product.</summary>
    Dense,

    /// <summary>A unit is a channel, with a value at every position.</summary>
    Channel,
}

/// <summary>A layer of activations whose units a plan can observe.</summary>
/// <param name="Name">The name of the activation's output in the model.</param>
/// <param name="PreActivation">The name of the activation's input.</param>
/// <param name="Operator">The operator's name, e.g. <c>Relu</c> or <c>PRelu</c>.</param>
/// <param name="Activation">The function, or null for PRelu, whose slopes are weights.</param>
/// <param name="Kind">What a unit is.</param>
/// <param name="Units">The number of units.</param>
/// <param name="Positions">The number of values of one unit in one sample; 1 in an ordinary dense layer.</param>
public sealed record ObservedLayer(string Name, string PreActivation, string Operator, Activation? Activation, LayerKind Kind, int Units, int Positions)
{
    /// <summary>The axis along which the activation counts units, from 0; −1 where no plan has said it.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>For every unit the slope of its left side where that is a weight, of several the largest in absolute value; otherwise null.</summary>
    public IReadOnlyList<double>? Slopes { get; init; }

    /// <summary>What has been seen since the plan was made.</summary>
    public required UnitStatistics Statistics { get; init; }
}

using Relumine.Engine.Inference;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Predictions;

/// <summary>What an output of a network gives for one row of the data.</summary>
/// <param name="Name">The name of the output.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">The shape of what stands for one row, without the dimension that counts rows.</param>
internal sealed record RowOutput(string Name, ElementType Type, Shape Shape)
{
    /// <summary>The number of elements of a row.</summary>
    public int Length => Shape.ElementCount;

    /// <summary>Whether it is one number for each of several classes or targets: one dimension, but for those of size 1.</summary>
    public bool IsVector => Type.IsFloat() && Shape.Count(d => d != 1) == 1;

    /// <summary>The outputs of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="rows">The rows that one sample of the plan holds: 1, unless the data are one run of the network as it stands.</param>
    public static RowOutput[] Of(Plan plan, int rows) =>
        [.. plan.Outputs.Select(o => new RowOutput(o.Name, o.Type, o.Shape is [var first, ..] && first == rows ? new Shape(o.Shape.Dims[1..]) : o.Shape))];
}

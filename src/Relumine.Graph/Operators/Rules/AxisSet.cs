using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Rules;

/// <summary>A set of axes, given as a tensor of integers where −1 is the last.</summary>
internal readonly record struct AxisSet(ulong Bits)
{
    private const int MostAxes = 64;

    /// <summary>Every axis.</summary>
    public static AxisSet All => new(ulong.MaxValue);

    /// <summary>Whether the axis is in the set.</summary>
    public bool Contains(int axis) => (Bits >> axis & 1) != 0;

    /// <summary>The set that a tensor holds, of axes that were checked before.</summary>
    public static AxisSet Of(ModelTensor axes, int rank)
    {
        var bits = 0ul;
        for (var i = 0; i < axes.Length; i++)
        {
            bits |= 1ul << InferenceRules.Axis(axes.IntegerAt(i), rank);
        }

        return new AxisSet(bits);
    }

    /// <summary>The set that input <paramref name="i"/> holds, checked.</summary>
    public static AxisSet Of(InferenceContext context, int i, int rank)
    {
        context.Need(i, Kinds.Integer);
        if (rank > MostAxes)
        {
            throw context.Fail($"the tensor has {rank} dimensions, more than {MostAxes}");
        }

        var axes = context.NeedConstant(i, "the axes");
        var bits = 0ul;
        for (var k = 0; k < axes.Length; k++)
        {
            var bit = 1ul << context.Axis(axes.IntegerAt(k), rank);
            bits = (bits & bit) == 0 ? bits | bit : throw context.Fail($"axis {axes.IntegerAt(k)} is named twice");
        }

        return new AxisSet(bits);
    }
}

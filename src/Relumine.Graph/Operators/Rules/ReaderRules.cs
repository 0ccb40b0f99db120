using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Rules;

/// <summary>How attributes are read that many operators have.</summary>
internal static class ReaderRules
{
    /// <summary>An attribute that is 0 or 1.</summary>
    public static bool Flag(this NodeReader reader, string attribute, bool otherwise = false) =>
        reader.Int(attribute, otherwise ? 1 : 0) != 0;

    /// <summary>An axis, which fits into 32 bits.</summary>
    public static int Axis(this NodeReader reader, string attribute, int otherwise) => reader.Narrow(attribute, reader.Int(attribute, otherwise));

    /// <summary>An integer that must fit into 32 bits.</summary>
    public static int Narrow(this NodeReader reader, string attribute, long value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)value
        : throw reader.Refuse($"attribute {attribute} is {value}, which no tensor has", "Correct the attribute.");

    /// <summary>Integers that must fit into 32 bits.</summary>
    public static int[] Narrow(this NodeReader reader, string attribute, long[] values) =>
        Array.ConvertAll(values, v => reader.Narrow(attribute, v));

    /// <summary>Makes the attribute axes into input 1, as it is since <paramref name="version"/>.</summary>
    public static void LiftAxes(this NodeReader reader, int version)
    {
        if (reader.Version < version && reader.Ints("axes") is { } axes)
        {
            reader.Lift(1, ModelTensor.Vector<long>(axes));
        }
    }

    /// <summary>
    /// Before opset 7 operators of two tensors broadcast the second only if <c>broadcast</c> says so, and its first axis falls on
    /// <c>axis</c> of the first tensor: it is given axes of one element behind its own, so that it falls there today.
    /// </summary>
    public static void LiftBroadcast(this NodeReader reader)
    {
        if (reader.Version >= 7)
        {
            return;
        }

        var broadcasts = reader.Flag("broadcast");
        if (reader.Has("axis") && broadcasts)
        {
            reader.AlignSecond(reader.Axis("axis", 0));
        }
    }

    /// <summary>Gives input 1 axes of one element behind its own, so that its first axis falls on <paramref name="axis"/> of input 0.</summary>
    public static void AlignSecond(this NodeReader reader, int axis)
    {
        if (reader.Rank(0) is not { } rank || reader.Rank(1) is not { } own)
        {
            throw reader.Refuse("its second input falls on an axis of the first, whose number of dimensions is not known",
                "Export the model with shapes, or with opset 7 or later.");
        }

        var behind = rank - (axis < 0 ? axis + rank : axis) - own;
        if (behind > 0 && own > 0)
        {
            reader.Inputs[1] = reader.Constant(1) is { } constant
                ? reader.AddConstant(constant.Reshape(new Shape([.. constant.Shape, .. Enumerable.Repeat(1, behind)])))
                : reader.AddAxes(1, [.. Enumerable.Range(own, behind)]);
        }
    }

    /// <summary>Makes an attribute of an older opset into input <paramref name="i"/>.</summary>
    public static void Lift(this NodeReader reader, int i, ModelTensor value)
    {
        while (reader.Inputs.Count <= i)
        {
            reader.Inputs.Add("");
        }

        reader.Inputs[i] = reader.AddConstant(value);
    }
}

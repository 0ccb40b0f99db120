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

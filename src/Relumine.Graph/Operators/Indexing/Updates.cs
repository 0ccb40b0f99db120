using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>Updates that fall on elements of a tensor, for the operators that scatter.</summary>
internal static class Updates
{
    private static readonly string[] s_names = ["none", "add", "mul", "min", "max"];

    /// <summary>Reads the attribute reduction.</summary>
    public static ScatterReduction Read(NodeReader reader)
    {
        var name = reader.Text("reduction", "none");
        return Array.IndexOf(s_names, name) is >= 0 and var i
            ? (ScatterReduction)i
            : throw reader.Refuse($"its reduction is '{name}'", $"Known are {string.Join(", ", s_names)}.");
    }

    /// <summary>Writes the attribute reduction.</summary>
    public static void Write(NodeWriter writer, ScatterReduction reduction)
    {
        if (reduction != ScatterReduction.None)
        {
            writer.Text("reduction", s_names[(int)reduction]);
        }
    }

    /// <summary>Checks the types: data and updates are of one, and numbers if they are combined.</summary>
    public static TensorType Check(InferenceContext context, ScatterReduction reduction)
    {
        var data = context.Need(0, reduction == ScatterReduction.None ? Kinds.Any : Kinds.Number);
        context.Need(1, Kinds.Integer);
        context.NeedLikeFirst(2);
        return data;
    }

    /// <summary>What lies in the result: an element of either if they are not combined arithmetically.</summary>
    public static Interval? Bounds(BoundsContext context, ScatterReduction reduction) =>
        reduction is ScatterReduction.Add or ScatterReduction.Mul ? Interval.Everything : context[0].Hull(context[2]);

    /// <summary>Combines a run of updates with the elements that they fall on.</summary>
    public static void Apply(ModelTensor updates, int from, ModelTensor y, int to, int count, ScatterReduction reduction)
    {
        if (reduction == ScatterReduction.None)
        {
            var size = y.Type.Size();
            updates.Bytes.Slice(from * size, count * size).CopyTo(y.Bytes[(to * size)..]);
            return;
        }

        switch (y.Type)
        {
            case ElementType.Float32:
                Combine(updates.Values<float>().Slice(from, count), y.Values<float>().Slice(to, count), reduction);
                break;
            case ElementType.Float64:
                Combine(updates.Values<double>().Slice(from, count), y.Values<double>().Slice(to, count), reduction);
                break;
            case ElementType.Int64:
                Combine(updates.Values<long>().Slice(from, count), y.Values<long>().Slice(to, count), reduction);
                break;
            default:
                Combine(updates.Values<int>().Slice(from, count), y.Values<int>().Slice(to, count), reduction);
                break;
        }
    }

    private static void Combine<T>(ReadOnlySpan<T> updates, Span<T> y, ScatterReduction reduction) where T : INumber<T>
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = reduction switch
            {
                ScatterReduction.Add => y[i] + updates[i],
                ScatterReduction.Mul => y[i] * updates[i],
                ScatterReduction.Min => T.Min(y[i], updates[i]),
                _ => T.Max(y[i], updates[i]),
            };
        }
    }
}

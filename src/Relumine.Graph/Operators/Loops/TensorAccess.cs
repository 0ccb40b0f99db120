using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>Single elements of small tensors (axes, shapes, bounds), read and written without allocating.</summary>
internal static class TensorAccess
{
    /// <summary>Element <paramref name="i"/> as an integer; a fraction is cut off.</summary>
    public static long IntegerAt(this ModelTensor tensor, int i) => tensor.Type switch
    {
        ElementType.Int64 => tensor.Values<long>()[i],
        ElementType.Int32 => tensor.Values<int>()[i],
        ElementType.Bool => tensor.Values<bool>()[i] ? 1 : 0,
        ElementType.Float32 => (long)tensor.Values<float>()[i],
        _ => (long)tensor.Values<double>()[i],
    };

    /// <summary>Element <paramref name="i"/> as a double.</summary>
    public static double NumberAt(this ModelTensor tensor, int i) => tensor.Type switch
    {
        ElementType.Float32 => tensor.Values<float>()[i],
        ElementType.Float64 => tensor.Values<double>()[i],
        _ => tensor.IntegerAt(i),
    };

    /// <summary>Sets an element of a tensor of floating-point numbers, rounded to its type.</summary>
    public static void SetNumber(this ModelTensor tensor, int i, double value)
    {
        if (tensor.Type == ElementType.Float32)
        {
            tensor.Values<float>()[i] = (float)value;
        }
        else
        {
            tensor.Values<double>()[i] = value;
        }
    }

    /// <summary>An index into a dimension of <paramref name="size"/>, where −1 is the last.</summary>
    /// <exception cref="GraphException">It lies outside.</exception>
    public static int IndexAt(this ModelTensor indices, int i, int size)
    {
        var index = indices.IntegerAt(i);
        return index >= -size && index < size
            ? (int)(index < 0 ? index + size : index)
            : throw new GraphException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"An index is {index}, but the dimension that it points into has {size} elements, so it must be from {-size} to {size - 1}. "
                        + $"Check the data that the indices come from."
                )
            );
    }
}

using System.Globalization;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Predictions;

/// <summary>Rows that a network has answered.</summary>
/// <param name="outputs">What the tensors hold for a row.</param>
/// <param name="tensors">The outputs, each with all elements of a row side by side.</param>
internal sealed class OutputRows(IReadOnlyList<RowOutput> outputs, IReadOnlyList<ModelTensor> tensors)
{
    /// <summary>The numbers of a row of the first output, which has floating-point numbers.</summary>
    public void Read(int row, Span<double> numbers)
    {
        var (tensor, from) = (tensors[0], row * outputs[0].Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = tensor.Type == ElementType.Float32 ? tensor.Values<float>()[from + i] : tensor.Values<double>()[from + i];
        }
    }

    /// <summary>An element as text, with as many digits as are needed to read the same number back; "" if it is not finite.</summary>
    public string Text(int output, int row, int element)
    {
        var (tensor, at) = (tensors[output], (row * outputs[output].Length) + element);
        return tensor.Type switch
        {
            ElementType.Float32 => Text(tensor.Values<float>()[at], true),
            ElementType.Float64 => Text(tensor.Values<double>()[at], false),
            ElementType.Int64 => tensor.Values<long>()[at].ToString(CultureInfo.InvariantCulture),
            ElementType.Int32 => tensor.Values<int>()[at].ToString(CultureInfo.InvariantCulture),
            _ => tensor.Values<bool>()[at] ? "true" : "false",
        };
    }

    /// <summary>A number that was worked out of the first output, with as many digits as that has.</summary>
    public string Text(double number) => Text(number, tensors[0].Type == ElementType.Float32);

    private static string Text(double number, bool isSingle) =>
        !double.IsFinite(number) ? ""
        : isSingle ? ((float)number).ToString("R", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);
}

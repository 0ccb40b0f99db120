using Relumine.Graph.Tensors;

namespace Relumine.Cli.Conformance;

/// <summary>Whether a computed tensor is the expected one, by the rules of the ONNX backend tests.</summary>
internal static class Closeness
{
    /// <summary>What a number may differ by, relative to the expected one.</summary>
    private const double Relative = 1e-3;

    /// <summary>What a number may differ by in any case.</summary>
    private const double Absolute = 1e-5;

    /// <summary>What is wrong with <paramref name="given"/>, or null if nothing is. NaN equals NaN; integers and truth values must be exact.</summary>
    public static string? Difference(ModelTensor given, ModelTensor expected)
    {
        if (given.Type != expected.Type || !given.Shape.Equals(expected.Shape))
        {
            return $"is {given}; expected {expected}";
        }

        if (!expected.Type.IsFloat())
        {
            return given.Bytes.SequenceEqual(expected.Bytes) ? null : $"differs in {First(given.ToInt64(), expected.ToInt64(), (g, e) => g == e)}";
        }

        var (numbers, wanted) = (given.ToDoubles(), expected.ToDoubles());
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!IsClose(numbers[i], wanted[i]))
            {
                return $"differs in {First(numbers, wanted, IsClose)}";
            }
        }

        return null;
    }

    private static bool IsClose(double given, double expected) =>
        given.Equals(expected) || given == expected || (double.IsFinite(expected) && Math.Abs(given - expected) <= Absolute + (Relative * Math.Abs(expected)));

    private static string First<T>(T[] given, T[] expected, Func<T, T, bool> same)
    {
        var different = Enumerable.Range(0, given.Length).Where(i => !same(given[i], expected[i])).ToArray();
        return FormattableString.Invariant(
            $"{different.Length} of {given.Length} elements, first in element {different[0]}: {given[different[0]]}; expected {expected[different[0]]}"
        );
    }
}

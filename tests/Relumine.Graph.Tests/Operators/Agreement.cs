using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Whether tensors hold the same numbers, but for what another order of summing rounds.</summary>
internal static class Agreement
{
    private const double Tolerance = 1e-5;

    /// <summary>Checks shapes and numbers; NaN agrees with NaN.</summary>
    public static void ShouldAgreeWith(this ModelTensor actual, ModelTensor expected, string what)
    {
        actual.Shape.ShouldBe(expected.Shape, what);
        for (var i = 0; i < actual.Length; i++)
        {
            var (a, b) = (actual.NumberAt(i), expected.NumberAt(i));
            (a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(b))).ShouldBeTrue($"{what}: element {i} is {a} instead of {b}");
        }
    }
}

using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Passes;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The index of the smallest element along an axis, as int64; of several the first, or the last if asked for; a NaN counts as the smallest (ONNX
/// ArgMin).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
/// <param name="KeepDims">Whether the dimension stays, with size 1.</param>
/// <param name="SelectLastIndex">Whether the last of equal elements is taken.</param>
public sealed record ArgMin(int Axis = 0, bool KeepDims = true, bool SelectLastIndex = false) : SelectingOp(Axis, KeepDims, SelectLastIndex)
{
    /// <inheritdoc/>
    public override string Type => "ArgMin";

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Selection.Run<Function>(context, Axis, SelectLastIndex);

    internal readonly struct Function : IComparison
    {
        static bool IComparison.Of<T>(T a, T b) => a < b || (T.IsNaN(a) && !T.IsNaN(b));
    }
}

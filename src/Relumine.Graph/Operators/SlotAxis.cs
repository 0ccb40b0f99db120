namespace Relumine.Graph.Operators;

/// <summary>
/// Where a value carries units: an axis, and for each element along it the slot that it belongs to. Elements with the
/// same slot stay or go together: the columns that one channel becomes when it is flattened, or two values that are
/// added.
/// </summary>
/// <param name="Axis">The axis, from 0.</param>
/// <param name="Slots">A slot for each element along the axis.</param>
/// <param name="Constants">For each element the number that it is at every position of every sample; NaN if it is not known to be one.</param>
internal sealed record SlotAxis(int Axis, int[] Slots, double[] Constants)
{
    /// <summary>The number of elements along the axis.</summary>
    public int Length => Slots.Length;

    /// <summary>Whether anything is known to be constant.</summary>
    public bool HasConstants => Array.Exists(Constants, c => !double.IsNaN(c));

    /// <summary>Elements of which nothing is known but their slots.</summary>
    public static SlotAxis Of(int axis, int[] slots)
    {
        var constants = new double[slots.Length];
        Array.Fill(constants, double.NaN);
        return new SlotAxis(axis, slots, constants);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relumine.Engine.Program;

/// <summary>Whether numbers are finite.</summary>
internal static class Finite
{
    /// <summary>Whether every one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool All<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // What is finite leaves 0, anything else NaN.
        var doubts = Vector<T>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var some = new Vector<T>(values[i..]);
            doubts += some - some;
        }

        var doubt = T.Zero;
        foreach (var value in values[i..])
        {
            doubt += value - value;
        }

        return Vector.EqualsAll(doubts, Vector<T>.Zero) && doubt == T.Zero;
    }
}

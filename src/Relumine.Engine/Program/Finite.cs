using System.Numerics;

namespace Relumine.Engine.Program;

/// <summary>Whether numbers are finite.</summary>
internal static class Finite
{
    /// <summary>Whether every one is.</summary>
    public static bool All<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var value in values)
        {
            if (!T.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}

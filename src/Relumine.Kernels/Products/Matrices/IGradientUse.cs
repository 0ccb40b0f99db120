namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// What becomes of the gradient of weights while it is still in the cache, so that it need not go through memory: an
/// optimizer's step, for example.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
public interface IGradientUse<T> where T : unmanaged
{
    /// <summary>Takes a stretch of the gradient. Called from any thread, for every element of the packed memory once, padding included, which is 0.</summary>
    /// <param name="start">Where in <see cref="PackedMatrix{T}.Elements"/> the stretch begins.</param>
    /// <param name="gradient">The elements; gone after the call.</param>
    void Take(int start, ReadOnlySpan<T> gradient);
}

/// <summary>Nothing: the gradient is kept in memory.</summary>
internal readonly struct KeptGradient<T> : IGradientUse<T> where T : unmanaged
{
    /// <inheritdoc/>
    public void Take(int start, ReadOnlySpan<T> gradient)
    {
    }
}

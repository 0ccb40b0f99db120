namespace Relucent.Data;

/// <summary>Tells data that look unscaled: the likeliest cause of a false verdict.</summary>
public static class ScaleDoubt
{
    // A healthy first layer turns its input into pre-activations of about 1; DIAGNOSIS calls a gain outside a factor of ten abnormal.
    private const double LargeResponse = 30;

    /// <summary>Looks at data as the model is to get them.</summary>
    /// <param name="min">The smallest number.</param>
    /// <param name="max">The largest number.</param>
    /// <param name="rootMeanSquare">The root of the mean square of the numbers.</param>
    /// <param name="stored">The type that they are stored as.</param>
    /// <param name="firstWeights">The first layer's weights, root mean square, or null where not known.</param>
    /// <param name="fanIn">The number of inputs of a unit of the first layer; not used without weights.</param>
    /// <returns>A warning that says what to do, or null if nothing looks wrong.</returns>
    /// <remarks>
    /// Bytes of an image run from 0 to 255 while most models want 0 to 1. The type <c>uint8</c>, or a maximum of exactly 255,
    /// is taken as a sign; weights decide: with weights of root mean square w and n inputs of root mean square x a
    /// pre-activation is about w·x·√n, and a network that was trained on such numbers keeps it near 1.
    /// </remarks>
    public static string? Judge(double min, double max, double rootMeanSquare, StoredType stored, double? firstWeights = null, long fanIn = 0)
    {
        if (min < 0 || max <= 1.5 || max > 255.5)
        {
            return null;
        }

        var response = firstWeights * rootMeanSquare * Math.Sqrt(fanIn);
        var looksLikeBytes = max > 128 && (stored == StoredType.UInt8 || max == 255);
        var suspicious = response is { } r ? looksLikeBytes && r > 3 || max > 16 && r > LargeResponse : looksLikeBytes;
        return suspicious
            ? $"The data run from {DataError.Number(min)} to {DataError.Number(max)} and look unscaled; most models expect 0 to 1. If this one does, use --divide 255: a wrong scale makes every verdict wrong."
            : null;
    }
}

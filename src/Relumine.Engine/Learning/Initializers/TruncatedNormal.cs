namespace Relumine.Engine.Learning.Initializers;

/// <summary>
/// N(μ, σ²) of which nothing farther than 2σ from the mean is taken: what lies there is drawn again. So the deviation of the
/// weights is 0.8796·σ, as in Keras and TensorFlow, whose default it is in many places.
/// </summary>
/// <param name="Deviation">σ before the tails are cut off, 0 or more.</param>
/// <param name="Mean">μ.</param>
public sealed record TruncatedNormal(double Deviation = 0.05, double Mean = 0) : Initializer
{
    /// <inheritdoc/>
    public override bool IsSymmetric => Mean == 0;

    /// <summary>How many σ from the mean the tails begin.</summary>
    private const double Tail = 2;

    /// <inheritdoc/>
    public override string Name => "truncatedNormal";

    /// <inheritdoc/>
    public override string Summary => "Normal with a given deviation and mean, but nothing beyond two deviations: that is drawn again";

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            // Element i takes number i of the stream, and the one as many further on as there are elements if that lies too far out.
            var (index, z) = ((long)i, context.Random.Normal(i));
            while (Math.Abs(z) > Tail)
            {
                index += weights.Length;
                z = context.Random.Normal(index);
            }

            weights[i] = (float)(Mean + (Deviation * z));
        }
    }
}

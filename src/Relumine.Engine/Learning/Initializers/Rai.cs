namespace Relumine.Engine.Learning.Initializers;

/// <summary>
/// Randomised asymmetric initialisation (Lu, Shin, Su &amp; Karniadakis 2020, Communications in Computational Physics
/// 28(5)): every unit draws its weights and its bias from N(0, σ²/fan in), and then one of them, the bias included, is
/// replaced by a number from Beta(2, 1), which is positive. Layers are then less often born dead. σ is chosen so that
/// the scale of the signal does not grow.
/// </summary>
public sealed record Rai : Initializer
{
    /// <summary>σ = −2√2/(3√π) + √(1 + 8/(9π)).</summary>
    public static double Sigma { get; } = (-2 * Math.Sqrt(2) / (3 * Math.Sqrt(Math.PI))) + Math.Sqrt(1 + (8 / (9 * Math.PI)));

    /// <inheritdoc/>
    public override string Name => "rai";

    /// <inheritdoc/>
    public override string Summary =>
        "Normal, but one number of every unit positive, biases included, against layers that are born dead (Lu, Shin, Su & Karniadakis 2020, Communications in "
            + "Computational Physics)";

    /// <inheritdoc/>
    public override bool DrawsBiases => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context) => Fill(weights, default, context);

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, Span<float> biases, in InitializerContext context)
    {
        var units = context.Shape[0];
        var inputs = weights.Length / Math.Max(1, units);
        var entries = inputs + (biases.IsEmpty ? 0 : 1);
        var deviation = Sigma / Math.Sqrt(context.FanIn);
        for (var unit = 0; unit < units; unit++)
        {
            var first = (long)unit * entries;
            var row = weights.Slice(unit * inputs, inputs);
            for (var i = 0; i < inputs; i++)
            {
                row[i] = (float)(deviation * context.Random.Normal(first + i));
            }

            // A normal number takes two even ones, so those after 2·units·entries are free.
            var free = (2L * units * entries) + (2L * unit);
            var chosen = (int)(entries * context.Random.Uniform(free));

            // The distribution function of Beta(2, 1) is x².
            var positive = (float)Math.Sqrt(context.Random.Uniform(free + 1));
            if (!biases.IsEmpty)
            {
                biases[unit] = chosen == inputs ? positive : (float)(deviation * context.Random.Normal(first + inputs));
            }

            if (chosen < inputs)
            {
                row[chosen] = positive;
            }
        }
    }
}

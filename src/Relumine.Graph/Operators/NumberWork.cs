namespace Relumine.Graph.Operators;

/// <summary>
/// How long an operator takes for each number that it makes, products with weights aside, in multiply-adds of a product, of which the same processor does about
/// a hundred in a nanosecond. Measured on networks of 8 to 128 units with batches of 8 to 128 samples; only ratios have a meaning, and no result depends on
/// them but how many experiments a checkup can pay.
/// </summary>
/// <param name="Learning">In a training step, forward and back.</param>
/// <param name="Inference">In inference.</param>
internal readonly record struct NumberWork(double Learning, double Inference)
{
    /// <summary>Of a product, whose multiply-adds are counted by themselves, and of an operator that moves nothing.</summary>
    public static NumberWork None { get; } = new(0, 0);

    /// <summary>Of a loop over memory.</summary>
    public static NumberWork Sweep { get; } = new(20, 10);

    /// <summary>Of a function that is no sum of straight lines.</summary>
    public static NumberWork Smooth { get; } = new(60, 45);

    /// <summary>Of numbers that are drawn at random while the network learns, and passed on otherwise.</summary>
    public static NumberWork Drawn { get; } = new(175, 5);

    /// <summary>Of what is normalized by statistics of the batch while the network learns, and by numbers that are known otherwise.</summary>
    public static NumberWork NormalizedByBatch { get; } = new(170, 30);

    /// <summary>Of what is normalized sample by sample.</summary>
    public static NumberWork NormalizedBySample { get; } = new(620, 245);

    /// <summary>Of a function with a weight for each unit, whose gradient is summed up.</summary>
    public static NumberWork WithSlopes { get; } = new(150, 50);
}

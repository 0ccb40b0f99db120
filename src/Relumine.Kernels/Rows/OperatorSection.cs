namespace Relumine.Kernels.Rows;

/// <summary>An operator while everything but one number is held fixed: its card, and the values and slopes of what it then is.</summary>
internal sealed class OperatorSection(Card card, Activation function) : Activation
{
    private readonly double[] _parameters = [.. card.Parameters.Select(p => p.Default)];

    /// <inheritdoc/>
    public override Card Card => card;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => _parameters;

    /// <inheritdoc/>
    public override Activation With(ReadOnlySpan<double> parameters) => throw new ArgumentException(
        $"{card.Title} is no function of one number: only one section of it is known, not one for other parameters.", nameof(parameters));

    /// <inheritdoc/>
    public override TResult Accept<TResult>(IActivationVisitor<TResult> visitor) => function.Accept(visitor);

    /// <inheritdoc/>
    public override double Value(double x) => function.Value(x);

    /// <inheritdoc/>
    public override double SlopeFromLeft(double x) => function.SlopeFromLeft(x);

    /// <inheritdoc/>
    public override double SlopeFromRight(double x) => function.SlopeFromRight(x);

    /// <inheritdoc/>
    public override bool OutputTellsSlope(Kink kink) => function.OutputTellsSlope(kink);
}

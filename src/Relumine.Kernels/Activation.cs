using Relumine.Kernels.Lanes;

namespace Relumine.Kernels;

/// <summary>Receives an activation with its concrete type, so that a generic driver can be compiled for it.</summary>
/// <typeparam name="TResult">What the visit returns.</typeparam>
public interface IActivationVisitor<out TResult>
{
    /// <summary>Called once, with the activation as the struct that it is.</summary>
    TResult Visit<F>(F activation) where F : struct, IActivation<F>;
}

/// <summary>
/// An activation whose concrete type is not known at compile time: what a graph holds and a catalogue returns.
/// Two are equal if they are the same function with the same parameters.
/// </summary>
public abstract class Activation : IEquatable<Activation>
{
    /// <summary>What there is to know about the function.</summary>
    public abstract Card Card { get; }

    /// <summary>The parameters, in the order of <see cref="Card.Parameters"/>.</summary>
    public abstract IReadOnlyList<double> Parameters { get; }

    /// <summary>The same function with other parameters, in the order of <see cref="Card.Parameters"/>.</summary>
    /// <exception cref="ArgumentException">The number of parameters or a value is not allowed; the message names it.</exception>
    public abstract Activation With(ReadOnlySpan<double> parameters);

    /// <summary>Hands the concrete struct to <paramref name="visitor"/>.</summary>
    public abstract TResult Accept<TResult>(IActivationVisitor<TResult> visitor);

    /// <summary>f(x) in double precision.</summary>
    public abstract double Value(double x);

    /// <summary>The derivative from the left in double precision.</summary>
    public abstract double SlopeFromLeft(double x);

    /// <summary>The derivative from the right in double precision.</summary>
    public abstract double SlopeFromRight(double x);

    /// <summary>Whether the slope can be told from f(x) alone; see <see cref="IActivation{F}.OutputTellsSlope"/>.</summary>
    public abstract bool OutputTellsSlope(Kink kink);

    /// <summary>The same function as a concrete struct, boxed.</summary>
    public static Activation Of<F>(F activation) where F : struct, IActivation<F> => new Boxed<F>(activation);

    /// <inheritdoc/>
    public bool Equals(Activation? other) =>
        other is not null && other.Card.Name == Card.Name && other.Parameters.SequenceEqual(Parameters);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => Parameters.Aggregate(Card.Name.GetHashCode(StringComparison.Ordinal), HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() =>
        Parameters.Count == 0
            ? Card.Name
            : FormattableString.Invariant(
                $"{Card.Name}({string.Join(", ", Card.Parameters.Zip(Parameters, (p, v) => FormattableString.Invariant($"{p.Name} = {v}")))})"
            );

    private sealed class Boxed<F>(F activation) : Activation where F : struct, IActivation<F>
    {
        private readonly F _activation = activation;
        private readonly double[] _parameters = F.ParametersOf(activation);

        public override Card Card => F.Card;

        public override IReadOnlyList<double> Parameters => _parameters;

        public override Activation With(ReadOnlySpan<double> parameters) => Of(F.Create(parameters));

        public override TResult Accept<TResult>(IActivationVisitor<TResult> visitor) => visitor.Visit(_activation);

        public override double Value(double x) => F.Value(_activation, new DoubleLane(x)).Value;

        public override double SlopeFromLeft(double x) => F.SlopeFromLeft(_activation, new DoubleLane(x)).Value;

        public override double SlopeFromRight(double x) => F.SlopeFromRight(_activation, new DoubleLane(x)).Value;

        public override bool OutputTellsSlope(Kink kink) => F.OutputTellsSlope(in _activation, kink);
    }
}

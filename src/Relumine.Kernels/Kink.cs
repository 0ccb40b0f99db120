using System.Globalization;

namespace Relumine.Kernels;

/// <summary>
/// The derivative that a network uses where there is none: <c>left + λ·(right − left)</c>. For ReLU at 0, λ = 0, ½, 1
/// give the derivatives 0, ½, 1. Any λ in [0, 1] is an element of Clarke's generalised gradient.
/// </summary>
public readonly record struct Kink
{
    /// <summary>Chooses λ.</summary>
    /// <param name="lambda">A number from 0 (the slope from the left) to 1 (the slope from the right).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lambda"/> is not a number from 0 to 1.</exception>
    public Kink(double lambda)
    {
        if (!(lambda >= 0 && lambda <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "λ must be a number from 0 to 1.");
        }

        Lambda = lambda;
    }

    /// <summary>λ, from 0 to 1.</summary>
    public double Lambda { get; }

    /// <summary>λ = 0: the slope from the left, which is what most frameworks return.</summary>
    public static Kink Left => default;

    /// <summary>λ = ½: the mean of the two slopes.</summary>
    public static Kink Middle => new(0.5);

    /// <summary>λ = 1: the slope from the right.</summary>
    public static Kink Right => new(1);

    /// <inheritdoc/>
    public override string ToString() => "λ = " + Lambda.ToString(CultureInfo.InvariantCulture);
}

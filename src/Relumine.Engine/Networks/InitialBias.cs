using Relumine.Engine.Learning.Initializers;

namespace Relumine.Engine.Networks;

/// <summary>How the biases of a layer begin: all with one number, each with its own, drawn at random, or not at all. Numbers convert to it.</summary>
public sealed class InitialBias
{
    private readonly double[] _values;

    private InitialBias(double[] values, Initializer? initializer = null) => (_values, Initializer) = (values, initializer);

    /// <summary>The layer has no biases, e.g. because a normalisation follows.</summary>
    public static InitialBias None { get; } = new([]);

    /// <summary>Whether the layer has biases.</summary>
    public bool Exists => _values.Length > 0 || Initializer is not null;

    /// <summary>How the biases are drawn; null if they are given.</summary>
    public Initializer? Initializer { get; }

    /// <summary>One number for all units or one for each; empty for none, and where they are drawn.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The same number for all units.</summary>
    public static InitialBias Of(double value) => new([value]);

    /// <summary>A number for each unit.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static InitialBias Of(params ReadOnlySpan<double> values) => values.IsEmpty
        ? throw new ArgumentException("A bias for each unit needs at least one number; for a layer without biases use InitialBias.None.")
        : new(values.ToArray());

    /// <summary>Drawn at random, with the fans of the layer's weights. The random numbers are others than those of the weights.</summary>
    /// <exception cref="ArgumentException">The initialiser draws no biases: it looks at data, or makes matrices.</exception>
    public static InitialBias Of(Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        return initializer.FillsVectors
            ? new([], initializer)
            : throw new ArgumentException($"Biases cannot be drawn by {initializer.Name}, which is about whole matrices or about data.", nameof(initializer));
    }

    /// <summary>The same number for all units.</summary>
    public static implicit operator InitialBias(double value) => Of(value);

    /// <summary>A number for each unit.</summary>
    public static implicit operator InitialBias(double[] values) => Of(values.AsSpan());

    /// <summary>Checks that there are one number, or as many as units, or none.</summary>
    internal void Check(int units, string layer)
    {
        if (_values.Length > 1 && _values.Length != units)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{layer} has {units} units, but {_values.Length} biases are given. Give one for all, or one for each unit.")
            );
        }
    }
}

namespace Relumine.Engine.Networks;

/// <summary>How the biases of a layer begin: all with one number, each with its own, or not at all. Numbers convert to it.</summary>
public sealed class InitialBias
{
    private readonly double[] _values;

    private InitialBias(double[] values) => _values = values;

    /// <summary>The layer has no biases, e.g. because a normalisation follows.</summary>
    public static InitialBias None { get; } = new([]);

    /// <summary>Whether the layer has biases.</summary>
    public bool Exists => _values.Length > 0;

    /// <summary>One number for all units or one for each; empty for none.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The same number for all units.</summary>
    public static InitialBias Of(double value) => new([value]);

    /// <summary>A number for each unit.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static InitialBias Of(params ReadOnlySpan<double> values) => values.IsEmpty
        ? throw new ArgumentException("A bias for each unit needs at least one number; for a layer without biases use InitialBias.None.")
        : new(values.ToArray());

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

namespace Relumine.Graph.Trimming;

/// <summary>Units of an activation layer that always give the same number, because their pre-activations never leave the flat side of the function, or never
/// change.</summary>
/// <param name="Value">The name of the activation's output.</param>
/// <param name="Axis">The axis along which that value counts units.</param>
/// <param name="Units">The indices of the silent units; there may be none.</param>
public sealed record SilentUnits(string Value, int Axis, IReadOnlyList<int> Units)
{
    /// <summary>The number that each of <see cref="Units"/> gives; null, or NaN for one of them, for what the function gives on its flat side.</summary>
    public IReadOnlyList<double>? Levels { get; init; }
}

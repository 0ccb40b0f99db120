namespace Relumine.Graph.Trimming.Linear;

/// <summary>Units of a rectifier layer that are always on, so that what they give is a linear function of what the layer reads.</summary>
/// <param name="Value">The name of the activation's output.</param>
/// <param name="Axis">The axis along which that value counts units.</param>
/// <param name="Units">The indices of the units that are always on, ascending; there may be none.</param>
/// <param name="Low">For each of <see cref="Units"/> the least that it gives.</param>
/// <param name="High">For each the most.</param>
public sealed record LinearLayer(string Value, int Axis, IReadOnlyList<int> Units, IReadOnlyList<double> Low, IReadOnlyList<double> High);

/// <summary>A network with fewer units that are always on.</summary>
/// <param name="Model">The network; the given one if nothing could be merged.</param>
/// <param name="Layers">What became of each layer, in the order given.</param>
public sealed record LinearMergeResult(Models.Model Model, IReadOnlyList<MergedLayer> Layers);

/// <summary>What became of the always-on units of a layer.</summary>
/// <param name="Value">The name of the activation's output.</param>
/// <param name="Removed">The indices of the units that are gone, ascending: what they gave, others of the layer give, or the weights behind it.</param>
/// <param name="IsFolded">Whether the layer is gone as a whole: it was linear, and its weights went into those of what reads it.</param>
/// <param name="Reason">Why the units that are left stay; empty if none is left.</param>
public sealed record MergedLayer(string Value, IReadOnlyList<int> Removed, bool IsFolded, string Reason);

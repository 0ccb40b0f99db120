namespace Relumine.Doctor.Units;

/// <summary>Which dead units are proven dead for every input near a sample: an element of <c>margins</c> in JSON.</summary>
/// <param name="Distance">How far an element of an input may be from the sample's, in units of the network's inputs.</param>
/// <param name="Layers">The layers that have dead units.</param>
public sealed record ProofMargin(double Distance, IReadOnlyList<LayerMargin> Layers);

/// <summary>A layer's share of it.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Dead">Its dead units.</param>
/// <param name="Proven">Those that no input within the distance of any sample fires.</param>
public sealed record LayerMargin(string Name, int Dead, int Proven);

namespace Relumine.Graph.Operators;

/// <summary>The units that a product makes in its output.</summary>
/// <param name="Axis">The axis that counts them.</param>
/// <param name="AreChannels">Whether they are channels, with positions behind their axis.</param>
internal readonly record struct MadeUnits(int Axis, bool AreChannels);

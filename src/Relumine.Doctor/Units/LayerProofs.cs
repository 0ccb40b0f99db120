using System.Text.Json.Serialization;
using Relumine.Geometry.Verdicts;

namespace Relumine.Doctor.Units;

/// <summary>What is true of a layer's units for every input of a box: <c>proofs</c> in JSON.</summary>
/// <param name="ProvenDead">Dead units that no input of the box fires.</param>
/// <param name="RefutedDead">Dead units that an input of the box fires, which is known.</param>
/// <param name="OpenDead">Dead units that are neither proven nor refuted.</param>
/// <param name="ProvenAlwaysOn">Always-on units that no input of the box turns off.</param>
/// <param name="ProvenConstant">Units, other than dead ones, whose pre-activation does not change over the box by more than float32 can tell.</param>
public sealed record LayerProofs(int ProvenDead, int RefutedDead, int OpenDead, int ProvenAlwaysOn, int ProvenConstant)
{
    /// <summary>Every dead and always-on unit that was asked about; empty if the result was read from JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<UnitProof> Units { get; init; } = [];
}

/// <summary>What became of a claim about a unit.</summary>
/// <param name="Unit">Its index in the layer.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Answer">What became of it.</param>
public sealed record UnitProof(int Unit, UnitClaim Claim, UnitAnswer Answer)
{
    /// <summary>What the unit's pre-activation lies between over the box, as far as it is known.</summary>
    public (double Low, double High) Range { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Proven, refuted or open.</summary>
    public ProofVerdict Verdict => Answer.Verdict;
}

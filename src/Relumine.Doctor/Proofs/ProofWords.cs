using Relumine.Doctor.Units;

namespace Relumine.Doctor.Proofs;

/// <summary>Proofs in a phrase.</summary>
public static class ProofWords
{
    /// <summary>For example <c>of 116 dead 116 proven, 0 refuted, 0 open; of 2 always on 1 proven</c>.</summary>
    /// <param name="layer">A layer with proofs.</param>
    public static string Of(LayerResult layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Proofs is not { } proofs)
        {
            return "";
        }

        var constant = proofs.ProvenConstant > 0 ? $"; {Wording.Count(proofs.ProvenConstant)} proven constant" : "";
        return $"of {Wording.Count(layer.Dead ?? 0)} dead {Wording.Count(proofs.ProvenDead)} proven, {Wording.Count(proofs.RefutedDead)} refuted, "
            + $"{Wording.Count(proofs.OpenDead)} open; of {Wording.Count(layer.AlwaysOn)} always on {Wording.Count(proofs.ProvenAlwaysOn)} proven{constant}";
    }
}

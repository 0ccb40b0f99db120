using Relumine.Doctor.Units;

namespace Relumine.Doctor.Proofs;

/// <summary>Margins in a phrase.</summary>
public static class MarginWords
{
    /// <summary>For example <c>within 0.01: relu1 80 of 88, relu2 60 of 85 proven</c>.</summary>
    /// <param name="margin">A margin.</param>
    public static string Of(ProofMargin margin)
    {
        ArgumentNullException.ThrowIfNull(margin);
        return $"within {Wording.Number(margin.Distance)}: "
            + (margin.Layers.Count == 0 ? "no dead unit" : string.Join(", ", margin.Layers.Select(l => $"{l.Name} {l.Proven} of {l.Dead}")) + " proven");
    }
}

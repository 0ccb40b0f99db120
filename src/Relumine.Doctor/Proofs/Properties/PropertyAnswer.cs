using Relumine.Geometry.Verdicts;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>What became of a property.</summary>
/// <param name="Verdict">Proven: no input of the boxes breaks it. Refuted: the witness does. Open: neither is known.</param>
/// <param name="Cases">For each case, what became of it; proven cases cannot happen.</param>
/// <param name="Witness">An input that breaks the property; null if none is known.</param>
/// <param name="Boxes">The number of boxes that splitting looked at.</param>
/// <param name="Seconds">The time of the search.</param>
public sealed record PropertyAnswer(
    ProofVerdict Verdict, IReadOnlyList<ProofVerdict> Cases, PropertyWitness? Witness, long Boxes, double Seconds)
{
    /// <summary>Whether the budget ended the search; if not, nothing that is known would settle what is open.</summary>
    public bool EndedByBudget { get; init; }
}

/// <summary>An input that breaks a property, and the output that shows it, as the network was run.</summary>
/// <param name="Input">The elements of the sample.</param>
/// <param name="Output">The elements of the output.</param>
/// <param name="Case">Which case happened, counted from 0.</param>
public sealed record PropertyWitness(IReadOnlyList<double> Input, IReadOnlyList<double> Output, int Case);

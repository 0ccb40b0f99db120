using Relumine.Doctor.Causes;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>A probe that was run.</summary>
/// <param name="Probe">What was changed.</param>
/// <param name="After">What its run showed.</param>
/// <param name="Before">The untreated run after as many steps.</param>
internal sealed record Experiment(Probe Probe, Diagnosis After, Vitals Before)
{
    /// <summary>How much it learned.</summary>
    public double Skill => After.Run.Skill;

    /// <summary>
    /// Whether the illness went: the network learns, and its units are in order, or it learns so well that the idle ones do no
    /// harm. Where something was critical in what units do, and no longer is, less is enough.
    /// </summary>
    /// <param name="least">What it must have learned at least.</param>
    /// <param name="sick">The untreated run.</param>
    public bool Heals(double least, Diagnosis sick) => Skill >= least && (After.IsSound || (After.IsStable && Skill >= (sick.Structural.Any() ? Much : Harmless)));

    // With so much learned, dead units are no illness: few inputs need few units.
    private const double Harmless = 0.9;

    private const double Much = 0.5;

    /// <summary>As a line of the report.</summary>
    public ProbeResult Tell(bool restores) => new(Probe.Cause.Id, Probe.Change, After.Run.Steps, Before, After.Run.Vitals, restores);
}

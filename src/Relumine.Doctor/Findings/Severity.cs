namespace Relumine.Doctor.Findings;

/// <summary>How much a finding matters; larger is worse.</summary>
public enum Severity
{
    /// <summary>Worth knowing; a healthy network may show it.</summary>
    Info,

    /// <summary>Likely to cost accuracy, speed or memory: look at it.</summary>
    Warning,

    /// <summary>The network cannot do its work as it is.</summary>
    Critical,
}

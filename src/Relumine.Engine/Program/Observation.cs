namespace Relumine.Engine.Program;

/// <summary>What a plan records of every unit while it runs.</summary>
public enum Observation
{
    /// <summary>Nothing; no cost.</summary>
    None,

    /// <summary>How often it fired, and the extremes of its pre-activation.</summary>
    Firing,

    /// <summary>All of <see cref="Firing"/>, and moments of pre-activation and activation.</summary>
    Full,
}

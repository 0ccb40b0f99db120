namespace Relumine.Kernels;

/// <summary>What is known of the course of an activation without its formula.</summary>
public enum Course
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>It never falls, whatever its parameters.</summary>
    Rising,

    /// <summary>It never falls if no parameter is below 0.</summary>
    RisingFromParametersOfZero,

    /// <summary>x times a number from 0 to 1, which leaves x its sign.</summary>
    Gated,
}

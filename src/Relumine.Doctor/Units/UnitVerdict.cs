namespace Relumine.Doctor.Units;

/// <summary>
/// What was observed of one unit, as one word. A unit may be several of these (a dead unit is dormant, too); the word is
/// the gravest, in the order from <see cref="Invalid"/> down.
/// </summary>
public enum UnitVerdict
{
    /// <summary>None of the others.</summary>
    Healthy,

    /// <summary>z &gt; 0 everywhere on every sample: a rectifier that never rectifies.</summary>
    AlwaysOn,

    /// <summary>Its activation hardly differs from sample to sample, although it is not dead.</summary>
    Constant,

    /// <summary>Its mean |a| is a small share of the layer's.</summary>
    Dormant,

    /// <summary>Fires, but on few samples.</summary>
    NearlyDead,

    /// <summary>Never fires, but passes a gradient all the same, because its function has no flat side.</summary>
    NeverPositive,

    /// <summary>Never fires, and its slope is exactly 0 on every sample.</summary>
    Dead,

    /// <summary>A pre-activation was NaN or infinite. Such a unit is never called dead.</summary>
    Invalid,
}

namespace Relumine.Live.Sessions;

/// <summary>What a cell of the wall says of its unit; pages know these numbers.</summary>
internal enum UnitState : byte
{
    /// <summary>It fires on some samples.</summary>
    Alive = 0,

    /// <summary>It fired once, and fires on no examined sample.</summary>
    Dead = 1,

    /// <summary>It never fired since the beginning.</summary>
    BornDead = 2,

    /// <summary>It fires on less than 1 % of the samples.</summary>
    NearlyDead = 3,

    /// <summary>It fires on all of them.</summary>
    AlwaysOn = 4,

    /// <summary>A number that is not finite went through it.</summary>
    Invalid = 5,
}

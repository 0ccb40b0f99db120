namespace Relumine.Doctor.Gates;

/// <summary>A limit that was exceeded.</summary>
/// <param name="Limit">Which: the name of the property of <see cref="GateOptions"/>, e.g. <c>MaxDead</c>.</param>
/// <param name="Reason">What was observed and what was allowed, in a sentence.</param>
public readonly record struct GateFailure(string Limit, string Reason)
{
    /// <summary>For example <c>MaxDead: 30 of 100 units (30 %) are dead; allowed are 5 %.</c></summary>
    public override string ToString() => $"{Limit}: {Reason}";
}

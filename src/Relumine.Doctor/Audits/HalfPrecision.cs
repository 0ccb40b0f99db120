using Relumine.Doctor.Units;

namespace Relumine.Doctor.Audits;

/// <summary>Whether a network would still be finite in half precision.</summary>
public static class HalfPrecision
{
    /// <summary>The largest finite number of float16 (IEEE 754-2019).</summary>
    public const double Largest = 65504;

    /// <summary>A note on layers whose activations went beyond; null if none did.</summary>
    public static string? Note(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var beyond = result.Layers.Where(l => double.IsFinite(l.MaxActivation) && l.MaxActivation > Largest).ToArray();
        return beyond is not [var first, ..]
            ? null
            : $"Layer '{first.Name}'{(beyond.Length > 1 ? $" and {Wording.Count(beyond.Length - 1)} more" : "")} reached "
                + $"{Wording.Number(beyond.Max(l => l.MaxActivation))}, beyond half precision ({Wording.Count((long)Largest)}): in float16 that is infinite.";
    }
}

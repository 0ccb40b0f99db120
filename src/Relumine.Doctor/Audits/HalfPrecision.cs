using Relumine.Doctor.Units;

namespace Relumine.Doctor.Audits;

/// <summary>Whether a network would still be finite in half precision.</summary>
public static class HalfPrecision
{
    /// <summary>The largest finite number of float16 (IEEE 754-2019).</summary>
    public const double Largest = 65504;

    /// <summary>A note on layers and outputs that went beyond, before or behind the activation, on either side; null if none did.</summary>
    public static string? Note(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        (string Name, double Size)[] beyond =
        [
            .. result.Layers.Select(l => ($"Layer '{l.Name}'", Size(l))).Where(p => p.Item2 > Largest),
            .. (result.Outputs ?? []).Where(o => o.Largest > Largest && result.Layers.All(l => l.Name != o.Name))
                .Select(o => ($"Output '{o.Name}'", o.Largest)),
        ];
        return beyond is not [var first, ..]
            ? null
            : $"{first.Name}{(beyond.Length > 1 ? $" and {Wording.Count(beyond.Length - 1)} more" : "")} reached "
                + $"{Wording.Number(beyond.Max(b => b.Size))}, beyond half precision ({Wording.Count((long)Largest)}): in float16 that is infinite.";
    }

    // What was read from JSON knows the activation alone.
    private static double Size(LayerResult layer) =>
        new[] { layer.MaxActivation, layer.LargestPreActivation }.Where(double.IsFinite).DefaultIfEmpty(0).Max();
}

using Relumine.Doctor.Units;

namespace Relumine.Doctor.Audits;

/// <summary>Slopes that are weights (PReLU), told in a sentence.</summary>
public static class LearnedSlopes
{
    /// <summary>A note on the slopes of a layer; null if it has none.</summary>
    public static string? Note(LayerResult layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer.Slopes is not { Count: > 0 } slopes)
        {
            return null;
        }

        var (least, most, flat) = (slopes.Min(), slopes.Max(), slopes.Count(s => s == 0));
        var range = least.Equals(most) ? $"{Wording.Number(least)} everywhere" : $"from {Wording.Number(least)} to {Wording.Number(most)}";
        return $"The slopes of '{layer.Name}' are {range}"
            + (flat == 0 ? "." : $"; {Wording.Count(flat)} of {Wording.Count(layer.Units, "unit")} {(flat == 1 ? "has" : "have")} a slope of 0 and can die.");
    }
}

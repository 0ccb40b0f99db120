using System.Text.Json.Serialization;
using Relumine.Doctor.Cures;

namespace Relumine.Doctor.Findings;

/// <summary>Something that an audit observed, with the numbers it rests on.</summary>
/// <param name="Id">Which finding it is, e.g. <c>dead-units</c>; see <see cref="FindingCatalogue"/>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Layer">The layer (the activation's output tensor) or the weight or input it is about; null for the whole network.</param>
/// <param name="Units">How many units show it; null where units are not counted.</param>
/// <param name="Message">One or two sentences with numbers, for people.</param>
/// <param name="Evidence">The numbers the message rests on, by name, for programs; those that are not finite are null in JSON.</param>
/// <param name="Cures">What may help, best first, e.g. <c>trim</c>; see <see cref="Cure"/>.</param>
public sealed record Finding(
    string Id,
    Severity Severity,
    string? Layer,
    int? Units,
    string Message,
    IReadOnlyDictionary<string, double> Evidence,
    IReadOnlyList<string> Cures)
{
    /// <summary>Whether it follows from recipe and data alone, so that no experiment is needed to know it: a softmax over one unit is constant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Certain { get; init; }
}

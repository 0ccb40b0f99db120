using System.Text.Json.Serialization;
using Relumine.Doctor.Units;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Findings;

/// <summary>The data that a network was examined on.</summary>
/// <param name="Samples">How many samples were examined.</param>
/// <param name="Complete">False if the audit was cancelled before the last sample.</param>
/// <param name="Inputs">Every input of the network.</param>
/// <param name="Distinct">How many of the samples differ from each other, of very many at least so many; null if that is not known.</param>
public sealed record AuditedData(long Samples, bool Complete, IReadOnlyList<InputSummary> Inputs, long? Distinct = null)
{
    /// <summary>Of how many samples at most it is counted which of them differ.</summary>
    public const int MostDistinct = 1 << 19;

    /// <summary>The samples that count as evidence: one that comes again says nothing new.</summary>
    [JsonIgnore]
    public long Evidence => Distinct is { } distinct ? Math.Min(distinct, Samples) : Samples;

    /// <summary>For example <c>2,500 samples</c>, or <c>2,500 samples, 8 of them different</c>.</summary>
    [JsonIgnore]
    public string Phrase => Wording.Count(Samples, "sample") + (
        Evidence == Samples ? "" : $", {(Evidence == MostDistinct ? "at least " : "")}{Wording.Count(Evidence)} of them different"
    );
}

/// <summary>The numbers that went into one input of the network.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Type">The element type, e.g. <c>float32</c>.</param>
/// <param name="Shape">The shape of one sample.</param>
/// <param name="Min">The smallest number.</param>
/// <param name="Max">The largest number.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Std">The population standard deviation.</param>
/// <param name="Fit">How the data were fitted to the input, in words.</param>
public sealed record InputSummary(string Name, string Type, IReadOnlyList<int> Shape, double Min, double Max, double Mean, double Std, string Fit)
{
    /// <summary>Whether the element type is a floating-point one: only such inputs have a scale.</summary>
    [JsonIgnore]
    public bool IsFloat => Enum.TryParse<ElementType>(Type, ignoreCase: true, out var type) && type.IsFloat();
}

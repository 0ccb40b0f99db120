using System.Text.Json.Serialization;

namespace Relumine.Doctor.Checkups;

/// <summary>A few samples alone, learned without dropout and decay: what a network in order learns by heart, whatever the samples are.</summary>
/// <param name="Samples">How many samples.</param>
/// <param name="Steps">The updates of each run.</param>
/// <param name="Score">What was reached on them as the recipe trains: accuracy, or R².</param>
/// <param name="ScoreWithAdam">What was reached with Adam; null where that was not needed, or would have cost too much.</param>
/// <param name="Learned">What it says.</param>
public sealed record SmallBatch(int Samples, long Steps, double Score, double? ScoreWithAdam, SmallBatchLearning Learned);

/// <summary>Whether a few samples alone are learned by heart.</summary>
public enum SmallBatchLearning
{
    /// <summary>As the recipe trains: the network can learn, so it is the data that hold no answer, or hold it too well hidden.</summary>
    [JsonStringEnumMemberName("as-it-is")]
    AsItIs,

    /// <summary>Only with Adam at a usual rate: the fault is in how it is trained.</summary>
    [JsonStringEnumMemberName("with-adam")]
    WithAdam,

    /// <summary>Not at all: the network has a fault, is too small, or is given numbers that it cannot take.</summary>
    [JsonStringEnumMemberName("not")]
    Not,
}

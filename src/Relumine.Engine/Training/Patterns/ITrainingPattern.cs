using Relumine.Engine.Training.Steps;
using Relumine.Graph.Operators;

namespace Relumine.Engine.Training.Patterns;

/// <summary>Recognises nodes that a kernel computes together in both directions, faster than operator by operator.</summary>
internal interface ITrainingPattern
{
    /// <summary>The step that begins with <paramref name="node"/> and has absorbed what follows, or null if this pattern does not fit.</summary>
    TrainingStep? Match(Node node, TrainingDraft draft);
}

/// <summary>Every pattern of this assembly.</summary>
[Catalogue]
internal static partial class TrainingPatterns
{
    /// <summary>The patterns, in the order of their names.</summary>
    public static partial IReadOnlyList<ITrainingPattern> All { get; }
}

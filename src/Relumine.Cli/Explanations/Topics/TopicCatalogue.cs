namespace Relumine.Cli.Explanations.Topics;

/// <summary>Every topic that <c>explain</c> knows.</summary>
internal static class TopicCatalogue
{
    /// <summary>The topics, by subject.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        .. BasicTopics.All, .. UnitTopics.All, .. GradientTopics.All, .. InitializationTopics.All, .. TrainingTopics.All, .. DataTopics.All, .. PieceTopics.All,
    ];

    /// <summary>What people call an activation that has another name here.</summary>
    public static IReadOnlyDictionary<string, string> Activations { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["leaky"] = "LeakyRelu",
        ["leaky rectifier"] = "LeakyRelu",
        ["rectifier"] = "Relu",
        ["ramp"] = "Relu",
        ["rectified linear unit"] = "Relu",
        ["parametric relu"] = "PRelu",
        ["logistic"] = "Sigmoid",
    };
}

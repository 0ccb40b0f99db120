using System.Text.Json.Nodes;

namespace Relumine.Recipes.Interventions;

/// <summary>Something that is done to a run between two of its steps. What was done by hand in <c>relumine live</c> is written down as these.</summary>
/// <param name="After">The step after which it is done; 0 for before the first.</param>
public abstract record Intervention(long After)
{
    /// <summary>Whether it replaces numbers or layers, so that what came before cannot be repeated by repeating steps.</summary>
    internal virtual bool ChangesNetwork => true;

    /// <summary>What is done, as an instruction, e.g. <c>set the rate to 0.03</c>.</summary>
    public abstract string Do { get; }

    /// <summary>Writes the keys beside <c>after</c>.</summary>
    internal abstract void Write(JsonObject json);
}

using Relumine.Recipes;

namespace Relumine.Live.Play;

/// <summary>A lesson of the playground: a recipe, and what to look at.</summary>
/// <param name="Id">What it is called on the command line, e.g. <c>dying</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Look">What to look at, and what to try.</param>
/// <param name="Text">The recipe as JSON.</param>
internal sealed record Preset(string Id, string Title, string Look, string Text)
{
    /// <summary>The recipe.</summary>
    public Recipe Recipe => Recipe.Parse(Text);
}

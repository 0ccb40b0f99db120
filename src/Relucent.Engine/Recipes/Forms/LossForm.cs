using Relucent.Learning;

namespace Relucent.Recipes;

/// <summary>How recipes write losses: by name.</summary>
internal static class LossForm
{
    private static readonly IReadOnlyList<string> s_names = [.. Losses.All.Select(l => l.Name)];

    public static Loss Read(RecipeEntry entry)
    {
        var (name, fields) = RecipeUnion.Read(entry, "loss", s_names, _ => null);
        fields.End();
        return Losses.Find(name)!;
    }
}

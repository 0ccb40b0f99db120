using System.Globalization;
using Relumine.Graph.Models;

namespace Relumine.Data.Transforms;

/// <summary>Names that a model does not have yet.</summary>
internal sealed class FreshNames(Model model)
{
    private readonly HashSet<string> _taken =
    [
        .. model.Weights.Keys, .. model.Graph.Inputs.Select(i => i.Name),
        .. model.Graph.Nodes.SelectMany(n => n.Outputs.Concat(n.Inputs).Append(n.Name)),
    ];

    /// <summary>The wanted name, with a number behind it if it is taken.</summary>
    public string Of(string wanted)
    {
        var name = wanted;
        for (var i = 2; !_taken.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}.{i}");
        }

        return name;
    }
}

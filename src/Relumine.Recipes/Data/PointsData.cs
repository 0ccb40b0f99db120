using System.Text.Json.Nodes;
using Relumine.Data.Datasets;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Data;

/// <summary>Points of the plane that stand in the recipe itself, as somebody drew them.</summary>
public sealed record PointsData : RecipeData
{
    /// <summary>The most points; whoever has more has a table.</summary>
    public const int MostPoints = 2000;

    private const int MostClasses = 16;

    /// <summary>Two coordinates and the class of each point, one behind the other; classes are counted from 0.</summary>
    public ValueArray<double> At { get; init; }

    /// <summary>The number of points.</summary>
    public int Count => At.Count / 3;

    /// <inheritdoc/>
    public override string Name => "points";

    /// <inheritdoc/>
    public override string Summary => "points of the plane that stand in the recipe";

    /// <inheritdoc/>
    internal override string Shorthand => "at";

    /// <summary>The samples.</summary>
    /// <exception cref="RelumineException">There are none.</exception>
    internal Dataset Open()
    {
        if (Count == 0)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "data.points names no points. Give 'at', a list of [x, y, class].");
        }

        var numbers = At.ToArray();
        var features = new float[2 * Count];
        var labels = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            (features[2 * i], features[(2 * i) + 1], labels[i]) = ((float)numbers[3 * i], (float)numbers[(3 * i) + 1], (int)numbers[(3 * i) + 2]);
        }

        return Dataset.OfLabels(Name, ModelTensor.Of<float>(new Shape(Count, 2), features), labels, Math.Max(2, labels.Max() + 1));
    }

    internal override RecipeData Read(RecipeFields fields)
    {
        var numbers = new List<double>();
        if (fields.Take("at") is { } at)
        {
            var points = at.Items("points");
            if (points.Count > MostPoints)
            {
                throw at.Fail(FormattableString.Invariant($"has {points.Count} points; at most {MostPoints} may stand in a recipe. More belong into a file."));
            }

            foreach (var point in points)
            {
                var parts = point.Items("numbers");
                if (parts.Count != 3)
                {
                    throw point.Expected("a point, [x, y, class]");
                }

                numbers.AddRange([parts[0].Single(), parts[1].Single(), parts[2].Integer(0, MostClasses - 1)]);
            }
        }

        return new PointsData { At = numbers.ToArray() };
    }

    internal override void Write(JsonObject json)
    {
        var (points, numbers) = (new JsonArray(), At.ToArray());
        for (var i = 0; i < numbers.Length; i += 3)
        {
            JsonNode point = new JsonArray(numbers[i], numbers[i + 1], (int)numbers[i + 2]);
            points.Add(point);
        }

        json["at"] = points;
    }
}

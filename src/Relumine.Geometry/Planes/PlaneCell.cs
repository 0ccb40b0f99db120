namespace Relumine.Geometry.Planes;

/// <summary>A corner of a cell, in the plane's coordinates.</summary>
/// <param name="Index">The vertex; the same for all cells that meet in it.</param>
/// <param name="S">The first coordinate.</param>
/// <param name="T">The second.</param>
public readonly record struct PlaneVertex(int Index, double S, double T);

/// <summary>What made an edge: a unit that bends there, or the border of the rectangle.</summary>
/// <param name="Layer">The layer, an index into <see cref="Views.PiecewiseLinearModel.Layers"/>; −1 for the border.</param>
/// <param name="Unit">The unit of that layer; −1 for the border.</param>
public readonly record struct Crease(int Layer, int Unit)
{
    /// <summary>Whether it is the border.</summary>
    public bool IsBorder => Layer < 0;
}

/// <summary>The outputs on a cell: y = offset + s·slopeS + t·slopeT, for each output.</summary>
/// <param name="Offset">The value that the output's plane has at s = t = 0.</param>
/// <param name="SlopeS">Its slope along s.</param>
/// <param name="SlopeT">Its slope along t.</param>
public readonly record struct PlaneMap(double Offset, double SlopeS, double SlopeT)
{
    /// <summary>The value at (s, t).</summary>
    public double Value(double s, double t) => Offset + (SlopeS * s) + (SlopeT * t);
}

/// <summary>A part of a plane with one activation pattern: a convex polygon on which the outputs are affine.</summary>
/// <param name="Index">The cell's number.</param>
/// <param name="Vertices">Its corners, counterclockwise; also those that lie on a side because a neighbour ends there.</param>
/// <param name="Creases">Creases[i] made the edge from vertex i to the next one.</param>
/// <param name="Outputs">The outputs.</param>
/// <param name="Pattern">For each layer in turn, a bit for each cut: whether it is above its knot. Layers begin at whole words.</param>
public sealed record PlaneCell(int Index, IReadOnlyList<PlaneVertex> Vertices, IReadOnlyList<Crease> Creases, IReadOnlyList<PlaneMap> Outputs, ulong[] Pattern)
{
    /// <summary>Its area, in the plane's coordinates.</summary>
    public double Area
    {
        get
        {
            // Relative to the first corner, so that small cells far from the origin keep their digits.
            var (sum, first) = (0.0, Vertices[0]);
            for (var i = 1; i + 1 < Vertices.Count; i++)
            {
                sum += ((Vertices[i].S - first.S) * (Vertices[i + 1].T - first.T)) - ((Vertices[i + 1].S - first.S) * (Vertices[i].T - first.T));
            }

            return sum / 2;
        }
    }
}

/// <summary>An edge of the subdivision.</summary>
/// <param name="From">One end.</param>
/// <param name="To">The other.</param>
/// <param name="Crease">What made it.</param>
/// <param name="Left">The cell on the left, going from one end to the other; −1 outside.</param>
/// <param name="Right">The cell on the right; −1 outside.</param>
public readonly record struct PlaneEdge(PlaneVertex From, PlaneVertex To, Crease Crease, int Left, int Right);

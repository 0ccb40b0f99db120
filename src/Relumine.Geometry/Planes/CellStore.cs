using Relumine.Geometry.Views;

namespace Relumine.Geometry.Planes;

/// <summary>What is kept of every cell: its face, the outputs' map, and how exact that is. The pattern is in the tree.</summary>
internal sealed class CellStore(PiecewiseLinearModel model, PlaneWalk walk)
{
    private const int Columns = 3;
    private readonly List<int> _faces = [];
    private readonly List<double> _maps = [];
    private readonly List<float> _tolerances = [];

    /// <summary>The number of cells.</summary>
    public int Count => _faces.Count;

    /// <summary>The cell of each face; set by <see cref="Close"/>.</summary>
    public int[] CellOfFace { get; private set; } = [];

    /// <summary>The face of a cell.</summary>
    public int Face(int cell) => _faces[cell];

    /// <summary>Keeps the cell that the walk has just found.</summary>
    public void Add(int face)
    {
        var (output, largest) = (walk.Output, 0.0);
        for (var o = 0; o < model.Outputs; o++)
        {
            for (var c = 0; c < Columns; c++)
            {
                _maps.Add(output.Z[(c * output.Stride) + o]);
            }

            largest = Math.Max(largest, output.Tolerance[o]);
        }

        _faces.Add(face);
        _tolerances.Add((float)largest);
    }

    /// <summary>Says that no cell will follow.</summary>
    public void Close()
    {
        CellOfFace = new int[_faces.Count];
        for (var i = 0; i < _faces.Count; i++)
        {
            CellOfFace[_faces[i]] = i;
        }
    }

    /// <summary>An output on a cell.</summary>
    public PlaneMap Map(int cell, int output)
    {
        var at = ((cell * model.Outputs) + output) * Columns;
        return new PlaneMap(_maps[at], _maps[at + 1], _maps[at + 2]);
    }

    /// <summary>Whether the outputs' maps on two neighbours are the same. They agree on the common edge, so the slopes decide.</summary>
    public bool HaveOneMap(int a, int b)
    {
        const float Slack = 16;
        var tolerance = Slack * Math.Max(_tolerances[a], _tolerances[b]);
        for (var o = 0; o < model.Outputs; o++)
        {
            var (first, second) = (Map(a, o), Map(b, o));
            if (Math.Abs(first.SlopeS - second.SlopeS) > tolerance || Math.Abs(first.SlopeT - second.SlopeT) > tolerance)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The part of a cell after a layer.</summary>
    public int Ancestor(int cell, int layer)
    {
        var node = cell;
        for (var l = model.Layers.Count - 1; l > layer; l--)
        {
            node = walk.Nodes[l].Parent(node);
        }

        return node;
    }

    /// <summary>A cell's pattern, without matches of a tournament that cannot be seen.</summary>
    public ulong[] Pattern(int cell)
    {
        var pattern = new ulong[model.FirstWord[^1]];
        var node = cell;
        for (var l = model.Layers.Count - 1; l >= 0; l--)
        {
            walk.Nodes[l].Bits(node).CopyTo(pattern.AsSpan(model.FirstWord[l]));
            node = walk.Nodes[l].Parent(node);
        }

        if (model.HasMatches)
        {
            model.HideLostMatches(pattern);
        }

        return pattern;
    }
}

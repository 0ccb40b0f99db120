namespace Relumine.Geometry.Planes;

/// <summary>
/// On which side of a cut a vertex lies. Near the cut two faces might decide differently, because each computes the sum from its own
/// affine map; so what was decided once is remembered, and all faces around a vertex agree.
/// </summary>
internal sealed class CutSigns(Mesh mesh)
{
    /// <summary>Sums that are so many times larger than their rounding error are beyond doubt.</summary>
    public const double Doubt = 64;

    private readonly Dictionary<(int Vertex, int Cut), sbyte> _decided = [];

    /// <summary>−1, 0 or 1.</summary>
    /// <param name="vertex">The vertex.</param>
    /// <param name="cut">The cut, counted over all layers.</param>
    /// <param name="z">The sum there, less the knot.</param>
    /// <param name="tolerance">What rounding may add to it.</param>
    public int Of(int vertex, int cut, double z, double tolerance)
    {
        if (Math.Abs(z) > Doubt * tolerance)
        {
            return z > 0 ? 1 : -1;
        }

        if (mesh.CreatorOf(vertex) == cut)
        {
            return 0;
        }

        if (!_decided.TryGetValue((vertex, cut), out var sign))
        {
            sign = (sbyte)(Math.Abs(z) <= tolerance ? 0 : Math.Sign(z));
            _decided.Add((vertex, cut), sign);
        }

        return sign;
    }
}

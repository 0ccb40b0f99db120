namespace Relumine.Geometry.Solids;

/// <summary>A cell of a box of three inputs.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Faces">Its polygons, each as its corners in order.</param>
/// <param name="Outputs">For each output its constant and its slopes along the three inputs.</param>
public sealed record SolidCell(int Index, IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Faces, IReadOnlyList<double[]> Outputs);

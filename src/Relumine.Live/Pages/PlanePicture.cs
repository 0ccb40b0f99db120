using Relumine.Geometry.Planes;

namespace Relumine.Live.Pages;

/// <summary>The cells of a plane after a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Plane">The cells.</param>
internal sealed record PlanePicture(long Step, PlaneRegions Plane);

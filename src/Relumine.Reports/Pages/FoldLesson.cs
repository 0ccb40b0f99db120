using Relumine.Geometry;
using Relumine.Geometry.Bounds;
using Relumine.Geometry.Folds;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Views;

namespace Relumine.Reports.Pages;

/// <summary>The lesson of folded paper: a network that folds, step by step, and networks that were trained.</summary>
/// <param name="Steps">The construction, from one layer on.</param>
/// <param name="Networks">Trained networks with two inputs.</param>
public sealed record FoldLesson(IReadOnlyList<FoldStep> Steps, IReadOnlyList<FoldedNetwork> Networks)
{
    private const int Coordinates = 2;

    /// <summary>Folds and counts.</summary>
    /// <param name="folds">The most layers.</param>
    /// <param name="networks">Trained networks.</param>
    public static FoldLesson Of(int folds, IReadOnlyList<FoldedNetwork> networks) =>
        new([.. Enumerable.Range(1, folds).Select(Step)], networks);

    private static FoldStep Step(int folds)
    {
        var units = folds * Coordinates * PaperFold.UnitsPerCoordinate;
        var sheet = Regions.OfBox(PiecewiseLinearModel.Of(PaperFold.Model(Coordinates, folds)), new PlaneBox(0, 1));
        return new FoldStep(folds, units, sheet, (long)RegionBounds.OneLayer(Coordinates, units));
    }
}

/// <summary>A sheet after some folds.</summary>
/// <param name="Folds">How often it was folded both ways: the layers.</param>
/// <param name="Units">The units of all layers together.</param>
/// <param name="Sheet">Its pieces.</param>
/// <param name="OneLayer">What as many units can make at most, side by side in one layer.</param>
public sealed record FoldStep(int Folds, int Units, PlaneRegions Sheet, long OneLayer);

/// <summary>A trained network with two inputs.</summary>
/// <param name="Report">Its pieces.</param>
/// <param name="Score">How well it does, in words; null if that is not known.</param>
public sealed record FoldedNetwork(RegionsReport Report, string? Score);

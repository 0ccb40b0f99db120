namespace Relumine.Reports.Charts;

/// <summary>A sample in a drawing of a plane.</summary>
/// <param name="S">Its first coordinate.</param>
/// <param name="T">Its second.</param>
/// <param name="Class">Its class; −1 for none.</param>
public readonly record struct PlanePoint(double S, double T, int Class);

/// <summary>A point of a plane with a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="S">Its first coordinate.</param>
/// <param name="T">Its second.</param>
public readonly record struct PlaneMark(string Name, double S, double T);

/// <summary>Samples that are drawn on top of a subdivision.</summary>
/// <param name="Points">Those that are drawn.</param>
/// <param name="ClassNames">The names of classes; those without are called by their number.</param>
/// <param name="Total">How many samples there are.</param>
public sealed record PlanePoints(IReadOnlyList<PlanePoint> Points, IReadOnlyList<string> ClassNames, long Total)
{
    /// <summary>More would hide what they lie on.</summary>
    public const int Most = 1500;

    /// <summary>What a class is called.</summary>
    /// <param name="label">The class, from 0.</param>
    public string NameOf(int label) => label < ClassNames.Count ? ClassNames[label] : FormattableString.Invariant($"class {label}");
}

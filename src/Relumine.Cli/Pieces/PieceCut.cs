using System.Diagnostics;
using Relumine.Doctor.Units;
using Relumine.Geometry;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Solids;
using Relumine.Graph.Errors;
using Relumine.Reports.Charts;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Pieces;

/// <summary>Cuts a network along a line or in a plane and counts.</summary>
/// <param name="Subject">The network.</param>
/// <param name="Samples">The data, if there are any.</param>
/// <param name="Box">The option, as it was written.</param>
internal sealed record PieceCut(PieceSubject Subject, SampleTable? Samples, string? Box)
{
    // So much around the three samples of a plane is shown, as a share of what they span.
    private const double Around = 0.25;

    /// <summary>Along the line through two points, t being 0 at the first and 1 at the second.</summary>
    public RegionsReport Line(PiecePoint first, PiecePoint second)
    {
        var (a, b) = (At("--line", first), At("--line", second));
        if (a.AsSpan().SequenceEqual(b))
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"--line: {first.Text} and {second.Text} are the same point. A line needs two.");
        }

        var (low, high) = Box is null ? (0, 1) : PieceBox.Read(Box, null, 1)[0];
        var report = new RegionsReport(Subject.Name, $"along the line from {Words(first)} (t = 0) to {Words(second)} (t = 1), t from {Ends(low, high)}",
            Subject.View)
        {
            Line = Regions.OfLine(Subject.View, a, b, low, high),
            Axes = ("t", ""),
        };
        return Timed(report);
    }

    /// <summary>In the plane through three points, in units of the inputs, the first being the origin.</summary>
    public RegionsReport Plane(PiecePoint first, PiecePoint second, PiecePoint third)
    {
        var (a, b, c) = (At("--plane", first), At("--plane", second), At("--plane", third));
        var (u, v) = (Less(b, a), Less(c, a));
        var length = Length(u);
        u = Times(u, 1 / length);
        var along = Dot(u, v);
        v = Less(v, Times(u, along));
        var height = Length(v);
        if (!(length > 0) || !(height > 1e-9 * (length + Math.Abs(along))))
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest, $"--plane: {first.Text}, {second.Text} and {third.Text} lie on one line. A plane needs three points that do not.");
        }

        v = Times(v, 1 / height);
        return Timed(new RegionsReport(
            Subject.Name, $"in the plane through {Words(first)} (A), {Words(second)} (B) and {Words(third)} (C), in units of the inputs", Subject.View)
        {
            Marks = [new("A", 0, 0), new("B", length, 0), new("C", along, height)],
            Axes = ("from A towards B", "towards C"),
        }, a, u, v, PlaneBoxOf(length, along, height));
    }

    /// <summary>All inputs in a box, for networks with one, two or three.</summary>
    public RegionsReport Whole()
    {
        switch (Subject.View.Inputs)
        {
            case 1:
                var (low, high) = PieceBox.Read(Box, Samples, 1)[0];
                return Timed(new RegionsReport(Subject.Name, $"input from {Ends(low, high)}", Subject.View)
                {
                    Line = Regions.OfInterval(Subject.View, low, high),
                    Axes = ("input", ""),
                });
            case 2:
                var ranges = PieceBox.Read(Box, Samples, 2);
                var box = Finite(new PlaneBox(ranges[0].Low, ranges[0].High, ranges[1].Low, ranges[1].High));
                return Timed(
                    new RegionsReport(
                        Subject.Name, $"input 1 from {Ends(box.LowS, box.HighS)}, input 2 from {Ends(box.LowT, box.HighT)}",
                            Subject.View)
                    { Points = Samples?.Points() },
                    [0, 0], [1, 0], [0, 1], box);
            case 3:
                var sides = PieceBox.Read(Box, Samples, 3);
                return Solid(new SolidBox([.. sides.Select(r => r.Low)], [.. sides.Select(r => r.High)]));
            default:
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"{Subject.Name} takes {Wording.Count(Subject.View.Inputs)} numbers for one sample; whole boxes can be cut for one, two and three. "
                        + "Look along a line (--line A B) or in a plane (--plane A B C) through samples of --data, or points."
                );
        }
    }

    private RegionsReport Solid(SolidBox box)
    {
        if (!double.IsFinite(box.Volume))
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "--box: a box of three inputs is cut between six ends; none may be left out.");
        }

        var start = Stopwatch.GetTimestamp();
        var where = string.Join(", ", box.Low.Select((low, i) => $"input {Wording.Count(i + 1)} from {Ends(low, box.High[i])}"));
        return Timed(new RegionsReport(Subject.Name, where, Subject.View) { Solid = Regions.OfSolid(Subject.View, box) }, start);
    }

    private PlaneBox PlaneBoxOf(double length, double along, double height)
    {
        if (Box is not null)
        {
            var ranges = PieceBox.Read(Box, null, 2);
            return Finite(new PlaneBox(ranges[0].Low, ranges[0].High, ranges[1].Low, ranges[1].High));
        }

        var (left, right) = (Math.Min(0, along), Math.Max(length, along));
        var margin = Around * Math.Max(right - left, height);
        return new PlaneBox(left - margin, right + margin, -margin, height + margin);
    }

    private RegionsReport Timed(RegionsReport report, double[] origin, double[] u, double[] v, PlaneBox box)
    {
        var start = Stopwatch.GetTimestamp();
        return Timed(report with { Plane = Regions.OfPlane(Subject.View, origin, u, v, box) }, start);
    }

    private RegionsReport Timed(RegionsReport report, long? since = null)
    {
        var start = since ?? Stopwatch.GetTimestamp();
        _ = report.AffinePieces;
        return report with { Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, Level = Subject.Level, Notes = Subject.View.Notes };
    }

    private static PlaneBox Finite(PlaneBox box) => double.IsFinite(box.Area) ? box
        : throw new RelumineException(ErrorKind.InvalidRequest, "--box: a plane is cut in a box with four ends; none may be left out.");

    private double[] At(string option, PiecePoint point) => point.Coordinates(option, Samples, Subject.View.Inputs);

    private static string Words(PiecePoint point) => point.Number is null ? $"({point.Text})" : $"sample {point.Text}";

    private static string Ends(double low, double high) => $"{Wording.Number(low)} to {Wording.Number(high)}";

    private static double[] Less(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static double[] Times(double[] a, double factor) => [.. a.Select(x => x * factor)];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Length(double[] a) => Math.Sqrt(Dot(a, a));
}

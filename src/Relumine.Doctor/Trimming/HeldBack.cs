using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Trimming;

/// <summary>
/// How often a network changes that is trimmed by what some samples say, on samples that were held back. Units are chosen again by the others
/// alone; those that really go were not seen to do anything on any sample, so that they are among these, and what holds of these holds of them.
/// </summary>
/// <param name="Chosen">The number of samples by which units were chosen.</param>
/// <param name="Samples">The number of samples that were held back.</param>
/// <param name="Units">The number of units that the first samples would have had removed.</param>
/// <param name="Changed">On how many of the samples that were held back one of these did something, at most.</param>
/// <param name="Bound">The share of such inputs on which the network changes is smaller than this, with 95 % confidence.</param>
public sealed record HeldBack(long Chosen, long Samples, int Units, long Changed, double Bound)
{
    /// <summary>Checks a removal.</summary>
    /// <param name="model">The network before.</param>
    /// <param name="data">The data.</param>
    /// <param name="audit">Its audit on all of them.</param>
    /// <param name="isRemovable">Whether a layer's unit is one of a kind that goes where it was only observed: dead, constant or always on.</param>
    /// <param name="options">How to audit.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>Null where there are too few samples.</returns>
    internal static HeldBack? Of(
        Model model, IReadOnlyList<DataSource> data, AuditResult audit, Func<LayerResult, int, bool> isRemovable, AuditOptions options,
        CancellationToken cancellation)
    {
        var oneOf = audit.Thresholds.Units.HeldBackOneOf;
        if (!audit.Thresholds.Units.CanHoldBack(audit.Data.Samples) || data.Any(d => d.Samples != audit.Data.Samples))
        {
            return null;
        }

        var chosen = Run(d => PartSource.WithoutOne(d, oneOf));
        var kept = Run(d => PartSource.Of(d, oneOf));
        var (units, changed) = (0, 0L);
        foreach (var (first, second) in chosen.Layers.Zip(kept.Layers))
        {
            for (var u = 0; u < first.Units; u++)
            {
                if (isRemovable(first, u))
                {
                    units++;
                    changed += Changes(first, second, u);
                }
            }
        }

        changed = Math.Min(changed, kept.Data.Samples);
        return new(chosen.Data.Samples, kept.Data.Samples, units, changed, ShareBound.Upper(changed, kept.Data.Samples));

        AuditResult Run(Func<DataSource, DataSource> part)
        {
            foreach (var source in data)
            {
                source.Reset();
            }

            return Audit.Run(model, [.. data.Select(part)], null, options, null, cancellation);
        }
    }

    // On how many samples, at most, a unit did not do what it did on the first ones.
    private static long Changes(LayerResult first, LayerResult second, int unit)
    {
        var (before, after) = (first.Details[unit], second.Details[unit]);
        return first.DeadUnits.Contains(unit) ? second.DeadUnits.Contains(unit) ? 0 : Count(second.FiringCounts[unit])
            : !double.IsNaN(before.Constant) ? after.Constant.Equals(before.Constant) ? 0 : second.Samples
            : after.IsAlwaysOn ? 0
            : Count(second.Positions == 1 ? second.Samples - second.FiringCounts[unit] : second.Samples);

        long Count(long seen) => seen > 0 ? seen : second.Samples;
    }
}

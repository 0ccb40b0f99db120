using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;
using Relumine.Kernels.Probes;

namespace Relumine.Doctor.Units;

/// <summary>Turns the statistics of a layer into verdicts on its units.</summary>
public static class Examination
{
    /// <summary>Examines a layer of a plan that ran with <see cref="Observation.Full"/>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="thresholds">What counts as rare, dormant and constant; null for the usual numbers.</param>
    public static LayerResult Examine(ObservedLayer layer, Thresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Examine(layer.Name, layer.Operator, layer.Activation, layer.Kind, layer.Statistics, thresholds) with { Axis = layer.Axis };
    }

    /// <summary>Examines a layer of a finished model, whose slopes are learned no more: a unit of PReLU with a slope of 0 can die.</summary>
    internal static LayerResult ExamineFinished(ObservedLayer layer, Thresholds thresholds)
    {
        if (layer.Slopes is not { } slopes)
        {
            return Examine(layer, thresholds);
        }

        var canDie = slopes.Select(s => s == 0).ToArray();
        return Examine(layer.Name, layer.Operator, null, canDie.Contains(true) ? 0 : null, layer.Kind, layer.Statistics, thresholds, canDie) with
        {
            Axis = layer.Axis,
            Slopes = slopes,
        };
    }

    /// <summary>Examines one layer.</summary>
    /// <param name="name">The name of the activation's output tensor.</param>
    /// <param name="operation">The name of the function or operator.</param>
    /// <param name="activation">The function that the layer applies; null for one whose slopes are weights (PReLU), so that its units cannot die.</param>
    /// <param name="kind">What a unit is.</param>
    /// <param name="statistics">What a probe of <see cref="ProbeDetail.Full"/> saw.</param>
    /// <param name="thresholds">What counts as rare, dormant and constant; null for the usual numbers.</param>
    /// <exception cref="ArgumentException">The probe did not look at sums.</exception>
    public static LayerResult Examine(
        string name,
        string operation,
        Activation? activation,
        LayerKind kind,
        UnitStatistics statistics,
        Thresholds? thresholds = null
    )
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Detail != ProbeDetail.Full)
        {
            throw new ArgumentException(
                $"Layer '{name}' was watched with {statistics.Detail}; an examination needs {nameof(ProbeDetail)}.{nameof(ProbeDetail.Full)}.",
                nameof(statistics)
            );
        }

        return Examine(name, operation, activation, activation is null ? null : FlatSide.Edge(activation), kind, statistics, thresholds ?? Thresholds.Default);
    }

    /// <summary>Examines a layer whose function's flat side is known; to find it takes longer than all else for a small layer.</summary>
    internal static LayerResult Examine(
        string name,
        string operation,
        Activation? activation,
        double? flatEdge,
        LayerKind kind,
        UnitStatistics statistics,
        Thresholds thresholds,
        bool[]? canDie = null
    )
    {
        var layer = new UnitTests(flatEdge, statistics, thresholds, canDie);
        var units = new UnitResult[statistics.Units];
        var dead = new List<int>();
        var (neverPositive, nearlyDead, dormant, alwaysOn, constant, invalid) = (0, 0, 0, 0, 0, 0);
        for (var u = 0; u < units.Length; u++)
        {
            var rate = statistics.Samples == 0 ? double.NaN : statistics.Fired[u] / (double)statistics.Samples;
            units[u] = new(u, layer.Verdict(u), rate, statistics.Maximum[u], statistics.Mean(u))
            {
                Constant = statistics.Samples > 0 && statistics.NonFinite[u] == 0 && statistics.Minimum[u] == statistics.Maximum[u]
                    ? statistics.MaximumActivation[u]
                    : double.NaN,
                SmallestPreActivation = statistics.Minimum[u],
                IsAlwaysOn = layer.IsAlwaysOn(u),
            };
            if (layer.IsDead(u))
            {
                dead.Add(u);
            }

            neverPositive += layer.IsNeverPositive(u) ? 1 : 0;
            nearlyDead += layer.IsNearlyDead(u) ? 1 : 0;
            dormant += layer.IsDormant(u) ? 1 : 0;
            alwaysOn += layer.IsAlwaysOn(u) ? 1 : 0;
            constant += layer.IsConstant(u) ? 1 : 0;
            invalid += layer.IsInvalid(u) ? 1 : 0;
        }

        var pool = PooledMoments.Of(statistics);
        return new()
        {
            Name = name,
            Activation = operation,
            Kind = kind,
            Units = units.Length,
            Positions = statistics.Samples == 0 ? 0 : statistics.Values / statistics.Samples,
            Samples = statistics.Samples,
            Dead = layer.CanDie ? dead.Count : null,
            NeverPositive = neverPositive,
            NearlyDead = nearlyDead,
            Dormant = dormant,
            AlwaysOn = alwaysOn,
            Constant = constant,
            Sparsity = 1 - statistics.FiredPositions.Sum() / ((double)statistics.Values * units.Length),
            MeanPreActivation = pool.Mean,
            StdPreActivation = pool.Std,
            MaxActivation = statistics.MaximumActivation.Max(),
            LargestPreActivation = statistics.Minimum.Concat(statistics.Maximum).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(double.NaN).Max(),
            NonFinite = invalid,
            DeadUnits = dead,
            FiringCounts = [.. statistics.Fired],
            Details = units,
            Response = pool.Response,
            IsLinearWhenOn = activation is null || FlatSide.IsLinearWhenOn(activation),
        };
    }
}

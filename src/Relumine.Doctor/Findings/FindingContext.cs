using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Findings;

/// <summary>What an audit knows when findings look at it: everything but the findings.</summary>
/// <param name="Layers">The layers in the order of computation.</param>
/// <param name="Data">The data.</param>
/// <param name="Thresholds">What counts as much and as little.</param>
public sealed record FindingContext(IReadOnlyList<LayerResult> Layers, AuditedData Data, Thresholds Thresholds)
{
    /// <summary>What a training run showed, as what findings look at.</summary>
    public static FindingContext Of(CaseHistory run, Thresholds thresholds)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(run.End, Trained(run.End.Count > 0 ? run.End[0].Samples : 0), thresholds)
        {
            Training = run,
            ConstantAccuracy = run.ConstantScore,
            Accuracy = run.Score,
        };
    }

    private static AuditedData Trained(long samples) => new(samples, true, [], samples);

    /// <summary>The weights that hold NaN or infinity: the name, how many, of how many.</summary>
    public IReadOnlyList<(string Name, long NonFinite, long Length)> NonFiniteWeights { get; init; } = [];

    /// <summary>The accuracy, if there were labels.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The accuracy of always answering the most frequent label, if there were labels.</summary>
    public double? ConstantAccuracy { get; init; }

    /// <summary>The training run that the layers are the end of; null for a finished model.</summary>
    public CaseHistory? Training { get; init; }

    /// <summary>Whether the network was seen to be no better than a constant answer, or, after training, hardly better.</summary>
    public bool IsNoBetterThanConstant => Training is { } run ? run.Skill < Thresholds.Training.NoSkill : Accuracy <= ConstantAccuracy;

    /// <summary>Of what a constant answer gets wrong, the share that the network gets right; null without labels.</summary>
    public double? Skill => Accuracy is { } right && ConstantAccuracy is { } constant && constant < 1 ? (right - constant) / (1 - constant) : null;

    /// <summary>How the signal grows or fades: in a finished network, or in a training run before its first update, when nothing has hidden how it
    /// began.</summary>
    internal SignalGain? Signal => SignalGain.Of(Training is { } run ? run.Hidden(run.Start) : Layers);

    /// <summary>The node of a finished model that made the first number that is not finite; null if there was none, or it was not found.</summary>
    public NonFiniteOrigin? NonFiniteOrigin { get; init; }

    /// <summary>The layers that are outputs of a finished model: nothing comes behind their activation but what has no weights.</summary>
    public IReadOnlyList<LayerResult> Heads { get; init; } = [];

    /// <summary>The step of somebody else's loop whose loss was not finite, and that loss; null if there was none.</summary>
    public (long Step, double Loss)? LostLoss { get; init; }

    /// <summary>Activations behind the last layer that let nothing through, although units before them are alive.</summary>
    public IReadOnlyList<LayerResult> BlockedHeads => Training is { } run
        ? (run.HeadBlocked ? [Layers[^1]] : [])
        : [.. Heads.Where(h => h.Dead == h.Units && h.Samples > 0 && Layers.All(l => Heads.Contains(l) || l.Dead is null || l.Dead < l.Units))];

    /// <summary>The layers whose units findings count: all, but not an activation behind the last layer whose silence is a finding of its own.</summary>
    public IEnumerable<LayerResult> Hidden => BlockedHeads is { Count: > 0 } blocked ? Layers.Where(l => !blocked.Contains(l)) : Layers;

    /// <summary>What a unit of <paramref name="layer"/> fires on at most, with 95 % confidence, if it never fired; NaN where it is not known how many
    /// different samples there were.</summary>
    public double FiringRateBound(LayerResult layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Data.Distinct is { } distinct ? Thresholds.FiringRateBound(Math.Min(layer.Samples, distinct)) : double.NaN;
    }

    /// <summary>
    /// The caveat that a message about units of <paramref name="layer"/> must carry when the samples are few;
    /// otherwise empty, as in training, where they are the data themselves. Starts with a space.
    /// </summary>
    public string Caveat(LayerResult layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (!AreFew(layer))
        {
            return "";
        }

        var needed = Thresholds.Units.Samples(layer.Kind);
        var seen = Math.Min(layer.Samples, Data.Evidence);
        return $" Only {Wording.Count(seen, seen < layer.Samples ? "different sample" : "sample")}: more may change this, since a rare unit looks dead on few. "
            + $"Use at least {Wording.Count(needed)} before you act.";
    }

    /// <summary>The cures, with <see cref="Cure.MoreSamples"/> in front if the samples are few.</summary>
    internal IReadOnlyList<string> Cures(LayerResult layer, params IReadOnlyList<string> cures) =>
        AreFew(layer) ? [Cure.MoreSamples, .. cures] : cures;

    private bool AreFew(LayerResult layer) =>
        Training is null && Thresholds.Units.AreFew(layer.Kind, Math.Min(layer.Samples, Data.Evidence), layer.Positions);
}

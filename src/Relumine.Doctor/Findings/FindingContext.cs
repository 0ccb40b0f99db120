using Relumine.Doctor.Audits;
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
        return new(run.End, new AuditedData(run.End.Count > 0 ? run.End[0].Samples : 0, true, []), thresholds)
        {
            Training = run,
            ConstantAccuracy = run.ConstantScore,
            Accuracy = run.Score,
        };
    }

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

    /// <summary>How the signal grows or fades: in a finished network, or in a training run before its first update, when nothing has hidden how it
    /// began.</summary>
    internal SignalGain? Signal => SignalGain.Of(Training is { } run ? run.Hidden(run.Start) : Layers);

    /// <summary>The layers whose units findings count: all, but not an activation behind the last layer whose silence is a finding of its own.</summary>
    public IEnumerable<LayerResult> Hidden => Training is { HeadBlocked: true } ? Layers.SkipLast(1) : Layers;

    /// <summary>
    /// The caveat that a message about units of <paramref name="layer"/> must carry when the samples are few;
    /// otherwise empty, as in training, where they are the data themselves. Starts with a space.
    /// </summary>
    public string Caveat(LayerResult layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (Training is not null || !Thresholds.Units.AreFew(layer.Kind, layer.Samples, layer.Positions))
        {
            return "";
        }

        var needed = Thresholds.Units.Samples(layer.Kind);
        return $" Only {Wording.Count(layer.Samples, "sample")}: more may change this, since a rare unit looks dead on few. "
            + $"Use at least {Wording.Count(needed)} before you act.";
    }

    /// <summary>The cures, with <see cref="Cure.MoreSamples"/> in front if the samples are few.</summary>
    internal IReadOnlyList<string> Cures(LayerResult layer, params IReadOnlyList<string> cures) =>
        Training is null && Thresholds.Units.AreFew(layer.Kind, layer.Samples, layer.Positions) ? [Cure.MoreSamples, .. cures] : cures;
}

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>How long experiments are: as long as what may be spent allows for all of them, within limits.</summary>
internal sealed record ExperimentLength
{
    /// <summary>Of what may be spent: the share for likely experiments; the rest is for the unlikely ones, if none of those restored health.</summary>
    public required double LikelyShare { get; init; }

    /// <summary>Updates that an experiment has at least, if the training has several times as many.</summary>
    public required int LeastSteps { get; init; }

    /// <summary>… how many times as many.</summary>
    public required int LeastStepsOf { get; init; }

    /// <summary>An experiment is at least one of so many parts of the training.</summary>
    public required int LeastPart { get; init; }

    /// <summary>An experiment is at least so many times as long as it took the untreated run to fall ill.</summary>
    public required int Onsets { get; init; }

    /// <summary>An experiment is at most one of so many parts of the training, unless the illness takes longer to show.</summary>
    public required int MostPart { get; init; }

    /// <summary>An experiment is shortened to no less than this share of its length so that all of them fit into what may be spent: what is changed may make
    /// one dearer than the training.</summary>
    public required double Shortened { get; init; }

    /// <summary>So many updates, whatever may be spent: for what is compared with a run of this length.</summary>
    public static ExperimentLength Of(long steps) => new()
    {
        LikelyShare = 1,
        LeastSteps = (int)Math.Min(steps, int.MaxValue),
        LeastStepsOf = 1,
        LeastPart = int.MaxValue,
        Onsets = 0,
        MostPart = int.MaxValue,
        Shortened = 1,
    };

    /// <summary>The updates of each experiment.</summary>
    /// <param name="full">The updates of the full training.</param>
    /// <param name="share">What may be spent, in multiples of it.</param>
    /// <param name="experiments">The number of experiments.</param>
    /// <param name="onset">When the untreated run had fallen ill; 0 if it was so from the beginning.</param>
    public long Steps(long full, double share, int experiments, long onset)
    {
        var least = Math.Min(full, Math.Max(Math.Max(Math.Min(LeastSteps, full / LeastStepsOf), full / LeastPart), Onsets * onset));
        return Math.Clamp((long)(full * share / Math.Max(1, experiments)), least, Math.Max(least, full / MostPart));
    }
}

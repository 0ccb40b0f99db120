using System.Globalization;
namespace Relumine.Engine.Training.Replay;

/// <summary>How a unit died that fired before: the update after which its pre-activation was on the flat side for every examined sample.</summary>
public sealed record DeathCertificate
{
    /// <summary>The name of the activation's output.</summary>
    public required string Layer { get; init; }

    /// <summary>The index of the unit.</summary>
    public required int Unit { get; init; }

    /// <summary>
    /// Whether the replay has seen the unit die. Otherwise <see cref="Step"/> is the one in which it fired last, and the update
    /// that killed it, at that step or soon afterwards, is not known.
    /// </summary>
    public bool Exact { get; init; } = true;

    /// <summary>The number of the fatal step, from 1.</summary>
    public required long Step { get; init; }

    /// <summary>Its epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Which batch of the epoch it was, from 1.</summary>
    public required int Batch { get; init; }

    /// <summary>The learning rate of that step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The largest pre-activation over the examined samples before the update; NaN if that is not <see cref="Exact"/>.</summary>
    public required double LargestBefore { get; init; }

    /// <summary>The largest pre-activation over the examined samples after it; at the end of the run if that is not <see cref="Exact"/>.</summary>
    public required double LargestAfter { get; init; }

    /// <summary>‖Δ(w, b)‖ of the unit's incoming weights and bias in that update; NaN if they are not one weight.</summary>
    public double UpdateNorm { get; init; } = double.NaN;

    /// <summary><see cref="UpdateNorm"/> ÷ ‖(w, b)‖ before the update.</summary>
    public double UpdateRatio { get; init; } = double.NaN;

    /// <summary>The sample of the training data whose gradient alone made more than half of the unit's gradient; null if none did.</summary>
    public int? DominantSample { get; init; }

    /// <summary>The norm of that sample's gradient ÷ the sum of the norms of all samples of the batch.</summary>
    public double? DominantShare { get; init; }

    /// <summary>Whether the death is seen on the units that the update itself moved; otherwise layers in front of it moved its inputs.</summary>
    public bool ByItsOwnUpdate => UpdateNorm > 0;

    /// <summary>For example <c>relu2 unit 7 died in step 41 (epoch 2, batch 9)</c> …</summary>
    public override string ToString()
    {
        if (!Exact)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Layer} unit {Unit} fired last in step {Step} (epoch {Epoch}, batch {Batch}): "
                    + $"its largest pre-activation is {LargestAfter:G4} now"
            );
        }

        var moved = double.IsNaN(UpdateRatio) ? "" : FormattableString.Invariant($"; its weights moved by {UpdateRatio:P1} of their norm");
        var sample = DominantSample is { } s ? FormattableString.Invariant($"; sample {s} made {DominantShare:P0} of its gradient") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Layer} unit {Unit} died in step {Step} (epoch {Epoch}, batch {Batch}): "
                + $"its largest pre-activation went from {LargestBefore:G4} to {LargestAfter:G4}{moved}{sample}"
        );
    }
}

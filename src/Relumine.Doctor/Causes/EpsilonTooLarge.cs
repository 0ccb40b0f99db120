using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Doctor.Causes;

/// <summary>An optimizer's epsilon is larger than the gradients.</summary>
internal sealed class EpsilonTooLarge : ICause
{
    /// <inheritdoc/>
    public string Id => "epsilon-too-large";

    /// <inheritdoc/>
    public string Title => "The optimizer's epsilon is too large";

    /// <inheritdoc/>
    public string Why =>
        "Adam and its kin divide by the usual size of a gradient plus epsilon, which is only there so that nothing is divided by 0. If it is larger than the "
            + "gradients, it is what the steps are divided by, and they become tiny.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"An epsilon of {Wording.Amount(limits.Causes.LargeEpsilon)} or more, certainly if weights move by less than "
            + $"{Wording.Part(limits.Training.SmallUpdate)} of their size in the first steps.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with the customary epsilon of the optimizer.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Steps;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (epsilon, other) = context.Recipe.Optimizer switch
        {
            Adam o => (o.Epsilon, (Optimizer)(o with { Epsilon = new Adam().Epsilon })),
            AdamW o => (o.Epsilon, o with { Epsilon = new AdamW().Epsilon }),
            Adamax o => (o.Epsilon, o with { Epsilon = new Adamax().Epsilon }),
            Nadam o => (o.Epsilon, o with { Epsilon = new Nadam().Epsilon }),
            RmsProp o => (o.Epsilon, o with { Epsilon = new RmsProp().Epsilon }),
            Adagrad o => (o.Epsilon, o with { Epsilon = new Adagrad().Epsilon }),
            var none => (0.0, none),
        };
        var limits = context.Thresholds;
        if (epsilon >= limits.Causes.LargeEpsilon)
        {
            yield return new ProposedExperiment(
                this, $"epsilon {RecipeEdit.Text(epsilon)} → the customary one", "leave epsilon as it customarily is",
                context.Recipe with { Optimizer = other },
                context.Run.UpdateRatio < limits.Training.SmallUpdate ? limits.Evidence.Certain : limits.Evidence.Good)
            {
                KeepsWeights = true,
            };
        }
    }
}

using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Treatments;

/// <content>What whole trainings of the treated recipe show, where the budget allows for several.</content>
internal sealed partial class Treatment
{
    // A check of a longer training, and what it is compared with, in multiples of that.
    private const double CheckOfLonger = 2;

    private TreatmentStep? _longer;
    private CustomaryCheck? _customary;

    // What is ended early was not lengthened.
    private TreatmentStep[] Lengthened => _check?.Epochs is null && _longer is { } step ? [step] : [];

    /// <summary>Whether the recipe keeps samples aside that can choose an optimizer.</summary>
    public bool CanBeCustomary => _sick.Validation > 0 && !IsDone && !_untreated.IsHarmless;

    /// <summary>Whether a treated network that begins anew may be trained for longer than the sick one.</summary>
    public bool CanBeLonger => !IsDone && !_untreated.IsHarmless && !_untreated.Run.Data.Ordered;

    /// <summary>Takes the customary optimizer and rate where they do better on the samples that the recipe keeps aside.</summary>
    public void UseCustomary()
    {
        if (SetAsideCheck.WithCustomary(_case, _recipe) is not var (recipe, told))
        {
            return;
        }

        _customary = told;
        (_best, _recipe) = (_best with { Proposed = _best.Proposed with { Recipe = recipe } }, recipe);
    }

    /// <summary>Trains for several times as long, as often as the network is still learning at its end and knows clearly more for it.</summary>
    public void Lengthen()
    {
        var (run, times) = (_case.Run(_recipe, long.MaxValue, "treatment: training the treated recipe"), 1);
        while (TreatmentJudgement.CouldGoOn(run, _case.Thresholds) && Longer(run) is var (recipe, more))
        {
            (run, _recipe, times) = (more, recipe, times * _case.Thresholds.Treatments.Lengthening);
        }

        if (times > 1)
        {
            _best = _best with { Proposed = _best.Proposed with { Recipe = _recipe } };
            _longer = new TreatmentStep($"train for {Wording.Count(_recipe.Epochs, "epoch")}, {times} times as many, since it was still learning");
        }
    }

    // Where little was learned by then, also with Adam; null if neither helps, or the budget does not allow for it.
    private (Recipe Recipe, CaseHistory Run)? Longer(CaseHistory run)
    {
        var (limits, longer) = (_case.Thresholds, Longer(_recipe, _case.Thresholds.Treatments));
        Recipe[] candidates = run.Skill < limits.Training.HalfSkill && longer.Optimizer is Sgd ? [longer, UseAdam.Treat(longer, limits.Treatments)] : [longer];
        if ((candidates.Length + (NeedsCheck ? CheckOfLonger : 0)) * _case.CostOf(longer, long.MaxValue) > _case.Left)
        {
            return null;
        }

        CaseHistory Train(Recipe r) => _case.Run(r, long.MaxValue, $"treatment: {Wording.Count(r.Epochs, "epoch")}, since it was still learning");
        var (recipe, best) = candidates.Select(r => (Recipe: r, Run: Train(r))).OrderByDescending(c => c.Run.Skill).ThenBy(c => c.Run.Loss).First();
        return TreatmentJudgement.IsAhead(best, run, limits) ? (recipe, best) : null;
    }

    /// <summary>The recipe with several times as many epochs.</summary>
    internal static Recipe Longer(Recipe recipe, TreatmentThresholds limits) => recipe with { Epochs = recipe.Epochs * limits.Lengthening };
}

using Relumine.Engine.Networks;
using Relumine.Engine.Program;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Calculus;
using Relumine.Recipes.Interventions;
using Relumine.Recipes.Json;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes.Runs;

/// <content>What is done between steps: by the recipe, or by hand, which writes it into the recipe.</content>
public sealed partial class TrainingRun
{
    // Odd, so that every step gets a seed of its own.
    private const ulong SeedOfRevival = 0x9E3779B97F4A7C15;

    private PreparedRecipe _prepared;
    private int _done;

    /// <summary>The recipe with the layers as they are at this step, after the interventions so far.</summary>
    public Recipe Current { get; private set; }

    /// <summary>Does something to the run now, and writes it into <see cref="Recipe"/>, which then reproduces it.</summary>
    /// <param name="intervention">What; its step must be that of the trainer.</param>
    /// <returns>How many units were revived; 0 for other interventions.</returns>
    /// <exception cref="RelumineException">It does not fit the network (<see cref="ErrorKind.InvalidRequest"/>); nothing was changed.</exception>
    public int Intervene(Intervention intervention)
    {
        ArgumentNullException.ThrowIfNull(intervention);
        if (intervention.After != Trainer.Step || _done < Recipe.Interventions.Count)
        {
            throw new ArgumentException("An intervention by hand is done now, behind all that the recipe has planned.", nameof(intervention));
        }

        var revived = Apply(intervention);
        Recipe = Recipe with { Interventions = Recipe.Interventions.Append(intervention).ToArray() };
        _done++;
        return revived;
    }

    /// <summary>Drops the interventions that the recipe has planned for later, because somebody takes the run into his own hands.</summary>
    public void DropPlanned() => Recipe = Recipe with { Interventions = Recipe.Interventions.Take(_done).ToArray() };

    /// <summary>A run that goes on from where this one is, or was, and shares nothing with it but the data.</summary>
    /// <param name="state">A state of this run since its layers were changed last.</param>
    public TrainingRun Fork(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var recipe = Recipe with { Interventions = Recipe.Interventions.Take(_done).Where(i => i.After < state.Step || state.Step == Trainer.Step).ToArray() };
        var trainer = new Trainer(_prepared.Model, Data.Training, Data.Validation, Trainer.Options);
        var twin = new TrainingRun(recipe, _prepared, trainer) { _done = recipe.Interventions.Count, Current = Current };
        twin.SetRates(recipe.Interventions);
        trainer.Change(state);
        return twin;
    }

    /// <summary>The name in the network of a layer of the recipe.</summary>
    /// <param name="layer">The layer, an index into <see cref="Recipe.Model"/>.</param>
    public string NameOf(int layer) => LayerList
        .Apply(Current.Model.Take(layer + 1), Network.Input(Data.Training.SampleShape.Dims), new RecipePlace(Recipe.Source, "$.model")).Name;

    private bool IsDue => _done < Recipe.Interventions.Count && Recipe.Interventions[_done].After <= Trainer.Step;

    private void ApplyDue()
    {
        while (IsDue)
        {
            Apply(Recipe.Interventions[_done]);
            _done++;
        }
    }

    // After a checkpoint was read: layers as they were at its step; what it did to weights is in them already.
    private void CatchUp(TrainingState state)
    {
        var past = Recipe.Interventions.TakeWhile(i => i.After < state.Step).ToArray();
        foreach (var swap in past.OfType<ActivationIntervention>())
        {
            Rebuild(Current with { Model = swap.Apply(Current.Model) });
        }

        SetRates(past);
        _done = past.Length;
        if (past.Any(i => i.ChangesNetwork))
        {
            Trainer.Change(state);
        }
        else
        {
            Trainer.Resume(state);
        }
    }

    private int Apply(Intervention intervention)
    {
        switch (intervention)
        {
            case RateIntervention rate:
                Trainer.SetRate(rate.Rate, rate.After);
                return 0;
            case ActivationIntervention swap:
                Swap(swap);
                return 0;
            case RevivalIntervention revival:
                return Revive(revival);
            default:
                throw new ArgumentException($"{intervention.GetType().Name} is no known intervention.", nameof(intervention));
        }
    }

    private void SetRates(IEnumerable<Intervention> interventions)
    {
        foreach (var rate in interventions.OfType<RateIntervention>())
        {
            Trainer.SetRate(rate.Rate, rate.After);
        }
    }

    private void Swap(ActivationIntervention swap)
    {
        if (swap.Layer is { } layer && (layer < 0 || layer >= Current.Model.Count || Current.Model[layer] is not ActivationLayer))
        {
            throw Misfit(swap, $"$.model[{layer}] is no activation of the catalogue");
        }

        var (state, before) = (Trainer.Snapshot(), Trainer.Layers.Select(l => l.Layer.Name).ToArray());
        Rebuild(Current with { Model = swap.Apply(Current.Model) });
        var after = before.Zip(Trainer.Layers.Select(l => l.Layer.Name)).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        string Now(string name) => after.GetValueOrDefault(name, name);
        Trainer.Change(state with
        {
            LastFired = state.LastFired.ToDictionary(l => Now(l.Key), l => l.Value),
            BornDead = state.BornDead.ToDictionary(l => Now(l.Key), l => l.Value),
            Measured = state.Measured.ToDictionary(l => Now(l.Key), l => l.Value),
            History = [.. state.History.Select(r => r with { Layers = [.. r.Layers.Select(l => l with { Name = Now(l.Name) })] })],
        });

        // The best network so far has other functions between its weights.
        (_best, _bestLoss) = (null, double.PositiveInfinity);
    }

    private void Rebuild(Recipe recipe)
    {
        var rates = Recipe.Interventions.Take(_done);
        var options = Trainer.Options;
        Current = recipe;
        _prepared = _prepared.WithLayersOf(recipe);
        Trainer.Dispose();
        Trainer = new Trainer(_prepared.Model, Data.Training, Data.Validation, _prepared.Options with { Threads = options.Threads });
        SetRates(rates);
    }

    private int Revive(RevivalIntervention revival)
    {
        string[] layers = revival.Layer is { } one ? [NameOf(one)] : [.. Trainer.Layers.Select(l => l.Layer.Name)];
        if (revival.Layer is not null && Trainer.Layers.All(l => l.Layer.Name != layers[0]))
        {
            throw Misfit(revival, $"$.model[{revival.Layer}] is no layer of activations");
        }

        Trainer.Look(Trainer.Options.Examined);
        var state = Trainer.Snapshot();
        var fresh = _prepared.Redrawn(Recipe.Seed + ((ulong)(Trainer.Step + 1) * SeedOfRevival)).Weights;
        var born = state.BornDead.ToDictionary(b => b.Key, b => (bool[])b.Value.Clone());
        var revived = 0;
        foreach (var layer in Trainer.Layers.Where(l => layers.Contains(l.Layer.Name)))
        {
            var units = revival.Units.Count > 0 ? [.. revival.Units] : Dead(layer);
            if (units.Any(u => u >= layer.Layer.Units))
            {
                throw Misfit(revival, FormattableString.Invariant($"layer {revival.Layer} has {layer.Layer.Units} units, counted from 0"));
            }

            if (units.Length == 0 || !UnitRevival.Apply(_prepared.Model, state.Weights, state.Slots, fresh, layer.Layer.Name, units))
            {
                continue;
            }

            revived += units.Length;
            foreach (var unit in units)
            {
                state.LastFired[layer.Layer.Name][unit] = Trainer.Step;
                if (born.TryGetValue(layer.Layer.Name, out var dead))
                {
                    dead[unit] = false;
                }
            }
        }

        if (revived > 0)
        {
            Trainer.Change(state with { BornDead = born });
        }

        return revived;
    }

    private static int[] Dead(Engine.Training.Steps.TrainedLayer layer)
    {
        var units = new UnitExamination(layer.Layer.Activation is { } f ? FlatSide.Edge(f) : null, layer.Full);
        return [.. Enumerable.Range(0, layer.Layer.Units).Where(units.IsDead)];
    }

    private RelumineException Misfit(Intervention intervention, string why) => new(
        ErrorKind.InvalidRequest,
        FormattableString.Invariant($"{Recipe.Source}: the intervention after step {intervention.After} ({intervention.Do}) does not fit: {why}."));
}

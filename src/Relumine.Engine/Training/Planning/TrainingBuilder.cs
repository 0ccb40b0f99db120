using Relumine.Engine.Program;
using Relumine.Engine.Training.Patterns;
using Relumine.Engine.Training.Steps;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Passes;

namespace Relumine.Engine.Training.Planning;

/// <summary>Turns a model into the steps of a forward pass, and these into the steps of a backward pass.</summary>
internal sealed class TrainingBuilder
{
    private readonly bool _fuses;

    /// <summary>Plans the forward pass.</summary>
    /// <param name="model">The model; its weights are the caller's copies and will be changed.</param>
    /// <param name="options">How.</param>
    /// <exception cref="GraphException">The model contradicts itself, or has no output of that name.</exception>
    /// <exception cref="UnsupportedException">Something between a parameter and the loss has no gradient.</exception>
    public TrainingBuilder(Model model, TrainingPlanOptions options)
    {
        var output = options.Output ?? model.Graph.Outputs[0].Name;
        if (!model.Graph.Outputs.Any(o => o.Name == output))
        {
            throw new GraphException($"The model has no output '{output}'. It has {string.Join(", ", model.Graph.Outputs.Select(o => o.Name))}.");
        }

        _fuses = options.Fuse;
        Draft = new TrainingDraft(model, output, new DraftChoices(options.Batch, options.Observe, options.Frozen, options.Kink, options.KinkOfLayer));
        foreach (var node in Draft.Nodes)
        {
            if (!Draft.IsAbsorbed(node))
            {
                Plan(node);
            }
        }

        Output = Draft.ValueOf(output);
    }

    /// <summary>What the steps share.</summary>
    public TrainingDraft Draft { get; }

    /// <summary>What the loss looks at.</summary>
    public Value Output { get; }

    /// <summary>The forward steps, in order.</summary>
    public List<TrainingStep> Steps { get; } = [];

    /// <summary>The backward passes, from the last step to the first, with the sums of gradients that come from several steps.</summary>
    public IEnumerable<BackwardPass> PlanBackward(GradientLedger ledger)
    {
        foreach (var step in Enumerable.Reverse(Steps))
        {
            if (step.PlanBackward(ledger) is { } backward)
            {
                yield return backward;
                foreach (var (total, part) in ledger.TakePending())
                {
                    yield return GradientSum.Of(total, part);
                }
            }
        }
    }

    private void Plan(Node node)
    {
        // What reshapes when it runs may do more when it learns, as dropout does.
        if (node.Op is not ITrainingOp && Draft.TryShare(node))
        {
            return;
        }

        if (_fuses)
        {
            foreach (var pattern in TrainingPatterns.All)
            {
                if (pattern.Match(node, Draft) is { } step)
                {
                    Steps.Add(step);
                    return;
                }
            }
        }

        var layer = Draft.Observe(node);
        Steps.Add(OperatorTraining.Of(node, Draft, layer));
        if (layer >= 0)
        {
            Steps.Add(ObserveTraining.Of(layer, Draft.ValueOf(node.Inputs[0]), Draft.ValueOf(node.Outputs[0]), Draft.Layers[layer].Layer.Axis));
        }
    }
}

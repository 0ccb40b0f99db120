using System.Numerics;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Training.Steps;

/// <summary>Makes the training step of an operator that is run as it is.</summary>
internal static class OperatorTraining
{
    /// <summary>The step of <paramref name="node"/>, whose outputs are differentiated if any of its inputs is.</summary>
    /// <exception cref="UnsupportedException">A gradient has to pass, but the operator has none.</exception>
    public static TrainingStep Of(Node node, TrainingDraft draft, int layer)
    {
        var inputs = draft.ValuesOf(node.Inputs);
        var outputs = draft.ValuesOf(node.Outputs);
        var parameters = node.Inputs.Select((name, i) => name.Length > 0 && draft.IsTrainable(name)
            ? draft.Plain(name, Trainable.Role(node.Op, i) ?? ParameterRole.Weight, node)
            : null).ToArray();
        var kink = draft.KinkOf(node);
        if (parameters.Any(p => p is not null) || inputs.Any(v => v is not null && draft.IsDifferentiated(v)))
        {
            var needs = node.Op is ITrainingOp training ? training.TrainingNeeds : node.Op.GradientNeeds(kink);
            if (needs is null && draft.Shapes[node.Outputs[0]].Type.IsFloat())
            {
                throw new UnsupportedException(
                    $"{node.Op.Type} '{node.Name}' has no gradient, but weights in front of it are to be learned. "
                        + $"Freeze them, or leave the operator out while training."
                );
            }

            draft.Differentiate(outputs.OfType<Value>().Where(v => v.Type.Type.IsFloat()));
        }

        var place = new Placement(node, inputs, outputs, parameters, kink, layer);
        return (outputs[0]?.Type.Type ?? ElementType.Float32).As(new Maker(place, draft));
    }

    /// <summary>A node with its values.</summary>
    public sealed record Placement(Node Node, Value?[] Inputs, Value?[] Outputs, Parameter?[] Parameters, Kink Kink, int Layer);

    private sealed class Maker(Placement place, TrainingDraft draft) : IFloatingVisitor<TrainingStep>
    {
        public TrainingStep Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new OperatorTraining<T>(place, draft);
    }
}

/// <summary>An operator that is run as it is: once over stacked samples where it allows that, else once a sample.</summary>
internal sealed class OperatorTraining<T> : TrainingStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OperatorTraining.Placement _place;
    private readonly TrainingDraft _draft;
    private readonly Step _infer;
    private readonly bool _stacked;
    private readonly TrainingContext? _training;
    private readonly OperatorWindows _forward;

    public OperatorTraining(OperatorTraining.Placement place, TrainingDraft draft)
    {
        (_place, _draft) = (place, draft);
        var plan = new OperatorPlan(place.Node, place.Inputs, place.Outputs);
        _infer = plan.Build(draft.Batch, null!);
        _stacked = place.Node.Op is ITrainingOp || plan.Stacks;
        _forward = new OperatorWindows([.. place.Inputs, .. place.Outputs], draft.Batch);
        if (place.Node.Op is ITrainingOp)
        {
            _training = new TrainingContext(new ForwardContext(_forward[..place.Inputs.Length], _forward[place.Inputs.Length..]));
        }
    }

    public override string Name => $"{_place.Node.Op.Type} '{_place.Node.Name}'";

    public override IEnumerable<Value> Reads => _place.Inputs.OfType<Value>();

    public override IEnumerable<Value> Writes => _place.Outputs.OfType<Value>();

    public override void Forward(TrainingPass pass)
    {
        if (_training is null || !pass.Learns)
        {
            _infer.Run(pass.Memory);
            return;
        }

        _forward.Stack(pass.Memory);
        _training.Samples = pass.Samples;
        _training.Random = new CounterRandom(pass.Seed, (uint)_place.Outputs[0]!.Id, (uint)pass.Step);
        ((ITrainingOp)_place.Node.Op).TrainForward(_training);
    }

    public override BackwardPass? PlanBackward(GradientLedger ledger)
    {
        var op = _place.Node.Op;
        var upstream = Array.ConvertAll(_place.Outputs, v => v is null ? null : ledger.Upstream(v));
        if (Array.TrueForAll(upstream, u => u is null))
        {
            return null;
        }

        var gradients = Array.ConvertAll(_place.Inputs, v => v is { Varies: true } && v.Type.Type.IsFloat() ? ledger.Contribution(v) : null);
        var parameters = Array.ConvertAll(
            _place.Parameters,
            p => p is PlainParameter<T> plain ? new ParameterPart<T>(plain, _draft.BeginsGradient(plain), inPieces: !_stacked) : null
        );
        if (Array.TrueForAll(gradients, g => g is null) && Array.TrueForAll(parameters, p => p is null))
        {
            return null;
        }

        var needs = (op as ITrainingOp)?.TrainingNeeds ?? op.GradientNeeds(_place.Kink)!.Value;
        var inputs = _place.Inputs.Select((v, i) => needs.ReadsInput(i) ? v : null).ToArray();
        var outputs = _place.Outputs.Select((v, i) => needs.ReadsOutput(i) ? v : null).ToArray();
        var pass = new OperatorBackward<T>(_place, inputs, outputs, upstream, gradients, parameters, _stacked, _training, _draft.Batch);
        return new BackwardPass(Name,
            [.. inputs.OfType<Value>(), .. outputs.OfType<Value>(), .. upstream.OfType<Value>()],
            [.. gradients.OfType<Value>()], pass.Run);
    }
}

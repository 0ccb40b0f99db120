using Relumine.Engine.Program;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Inference;

/// <summary>An operator that is run as it is: once over stacked samples where it allows that, else once a sample.</summary>
internal sealed class OperatorPlan(Node node, Value?[] inputs, Value?[] outputs) : StepPlan
{
    public override IEnumerable<Value> Reads => inputs.OfType<Value>();

    public override IEnumerable<Value> Writes => outputs.OfType<Value>();

    /// <summary>Whether the operator is called once over all samples, stacked along axis 0.</summary>
    public bool Stacks
    {
        get
        {
            var shapes = new StackingContext(
                Array.ConvertAll(inputs, v => v?.Type.Shape),
                Array.ConvertAll(inputs, v => v is { Varies: true }),
                Array.ConvertAll(outputs, v => v?.Type.Shape),
                Array.ConvertAll(inputs, v => v?.Constant));
            var ranked = inputs.Concat(outputs).All(v => v is null || !v.Varies || v.Type.Shape.Rank > 0);
            return ranked && node.Op.StacksSamples(shapes);
        }
    }

    public override Step Build(int capacity, ObservationSlots slots) =>
        Stacks ? new StackedStep(node.Op, inputs, outputs, capacity) : new LoopedStep(node.Op, inputs, outputs);

    /// <summary>A tensor that will be moved to where <paramref name="value"/> is.</summary>
    private static ModelTensor? Window(Value? value) =>
        value is null ? null : value.Constant ?? ModelTensor.View(value.Type.Type, value.Type.Shape, [], 0);

    private sealed class StackedStep : Step
    {
        private readonly Op _op;
        private readonly (Value Value, ModelTensor Window, Shape?[] Shapes)[] _moving;
        private readonly ForwardContext _context;

        public StackedStep(Op op, Value?[] inputs, Value?[] outputs, int capacity)
        {
            var ins = Array.ConvertAll(inputs, Window);
            var outs = Array.ConvertAll(outputs, Window);
            _op = op;
            _context = new ForwardContext(ins, outs);
            _moving = [.. inputs.Zip(ins).Concat(outputs.Zip(outs))
                .Where(p => p.First is { Varies: true })
                .Select(p => (p.First!, p.Second!, new Shape?[capacity + 1]))];
        }

        public override void Run(Workspace workspace)
        {
            foreach (var (value, window, shapes) in _moving)
            {
                var shape = shapes[workspace.Samples] ??= value.Type.Shape.With(0, value.Type.Shape[0] * workspace.Samples);
                var (storage, offset) = workspace.Place(value);
                window.MoveTo(storage, offset, shape);
            }

            _op.Forward(_context);
        }
    }

    private sealed class LoopedStep : Step
    {
        private readonly Op _op;
        private readonly (Value Value, ModelTensor Window)[] _moving;
        private readonly ForwardContext _context;

        public LoopedStep(Op op, Value?[] inputs, Value?[] outputs)
        {
            var ins = Array.ConvertAll(inputs, Window);
            var outs = Array.ConvertAll(outputs, Window);
            _op = op;
            _context = new ForwardContext(ins, outs);
            _moving = [.. inputs.Zip(ins).Concat(outputs.Zip(outs)).Where(p => p.First is { Varies: true }).Select(p => (p.First!, p.Second!))];
        }

        public override void Run(Workspace workspace)
        {
            for (var sample = 0; sample < workspace.Samples; sample++)
            {
                foreach (var (value, window) in _moving)
                {
                    var (storage, offset) = workspace.Place(value);
                    window.MoveTo(storage, offset + sample * value.SampleBytes, value.Type.Shape);
                }

                _op.Forward(_context);
            }
        }
    }
}

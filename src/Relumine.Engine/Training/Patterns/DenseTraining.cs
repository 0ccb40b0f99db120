using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Operators.Activations;
using Relumine.Kernels;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Sweeps;
using Relumine.Kernels.Threads;

namespace Relumine.Engine.Training.Patterns;

/// <summary>A dense layer that learns: <c>y = f(x·W + b)</c>, and <c>dW = xᵀ·dz, db = Σ dz, dx = dz·Wᵀ</c> with <c>dz = f′(z)·dy</c>.</summary>
/// <remarks>
/// For the slope, z is kept only if y does not tell it. dz replaces dy in place.
/// </remarks>
internal sealed class DenseTraining<T> : TrainingStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DensePlace _place;
    private readonly PackedMatrix<T> _weights;
    private readonly Parameter<T> _parameter;
    private readonly PackedMatrix<T> _weightGradient;
    private readonly PlainParameter<T>? _bias;
    private readonly Kink _kink;
    private readonly Product _product;
    private readonly ActivationKernel<T>? _slope;
    private readonly bool _keepsPreActivation;

    public DenseTraining(DensePlace place, PackedMatrix<T> weights, Parameter<T> parameter, PlainParameter<T>? bias, Kink kink)
    {
        (_place, _weights, _parameter, _bias, _kink) = (place, weights, parameter, bias, kink);
        _weightGradient = ((PackedArray<T>)parameter.GradientArray).Matrix;
        var function = (place.Activation?.Op as Activate)?.Function;
        _product = function is null ? new Linear() : function.Accept(default(Compiler));
        _slope = function is null ? null : ActivationKernel<T>.Of(function);
        _keepsPreActivation = function is not null && !place.Activation!.Op.GradientNeeds(kink)!.Value.ReadsOutput(0);
    }

    public override string Name =>
        _place.Activation is { } a ? $"{_place.Node.Op.Type} '{_place.Node.Name}' with {a.Op.Type}" : $"{_place.Node.Op.Type} '{_place.Node.Name}'";

    public override IEnumerable<Value> Reads => [_place.Input];

    public override IEnumerable<Value> Writes =>
        _place.Output is null ? [_place.PreActivation]
        : _keepsPreActivation ? [_place.PreActivation, _place.Output]
        : [_place.Output];

    public override void Forward(TrainingPass pass)
    {
        var memory = pass.Memory;
        var operands = new DenseOperands<T>
        {
            Rows = memory.Samples * _place.RowsPerSample,
            Input = memory.Elements<T>(_place.Input),
            Weights = _weights,
            Bias = _bias is null ? default : _bias.Values,
            Output = memory.Elements<T>(_place.Output ?? _place.PreActivation),
            PreActivation = _keepsPreActivation && pass.Learns ? memory.Elements<T>(_place.PreActivation) : default,
        };
        _product.Run(operands, pass.Pool, pass.Statistics(_place.Layer));
    }

    public override BackwardPass? PlanBackward(GradientLedger ledger)
    {
        if (ledger.Upstream(_place.Output ?? _place.PreActivation) is not { } upstream)
        {
            return null;
        }

        var gradient = _place.Input.Varies ? ledger.Contribution(_place.Input) : null;
        var slope = _place.Output is null ? null : _keepsPreActivation ? _place.PreActivation : _place.Output;
        Value[] reads = slope is null ? [_place.Input, upstream] : [_place.Input, upstream, slope];
        return new BackwardPass(
            Name,
            reads,
            gradient is null ? [upstream] : [upstream, gradient],
            pass => Backward(pass, upstream, slope, gradient)
        );
    }

    private void Backward(TrainingPass pass, Value upstream, Value? slope, Value? gradient)
    {
        var memory = pass.Memory;
        var rows = memory.Samples * _place.RowsPerSample;
        var dz = memory.Elements<T>(upstream);
        if (slope is not null && _keepsPreActivation)
        {
            _slope!.Gradient(_kink, memory.Elements<T>(slope), dz, dz);
        }
        else if (slope is not null)
        {
            _slope!.GradientFromOutput(memory.Elements<T>(slope), dz, dz);
        }

        pass.Measure<T>(_place.Layer, dz);
        var gradients = new GradientOperands<T>
        {
            Rows = rows,
            Input = memory.Elements<T>(_place.Input),
            OutputGradient = dz,
            Weights = _weightGradient,
            Bias = _bias is null ? default : _bias.Gradient,
        };
        if (gradient is not null)
        {
            // Before the weights change.
            Dense.InputGradient(rows, dz, _weights, memory.Elements<T>(gradient), pass.Pool);
        }

        if (pass.Optimizer is { } optimizer)
        {
            var arguments = pass.Arguments with { LearningRate = pass.Arguments.LearningRate * _parameter.Rate };
            Dense.WeightGradient(gradients, new GradientUpdate<T>(_parameter, optimizer, arguments), pass.Pool);
            _parameter.IsUpdated = true;
        }
        else
        {
            Dense.WeightGradient(gradients, pass.Pool);
        }
    }

    /// <summary>The forward product, compiled for an activation.</summary>
    private abstract class Product
    {
        public abstract void Run(in DenseOperands<T> operands, WorkerPool pool, UnitStatistics? statistics);
    }

    private sealed class Linear : Product
    {
        public override void Run(in DenseOperands<T> operands, WorkerPool pool, UnitStatistics? statistics) => Dense.Run(operands, pool, statistics);
    }

    private sealed class Activated<F>(F function) : Product
        where F : struct, IActivation<F>
    {
        public override void Run(in DenseOperands<T> operands, WorkerPool pool, UnitStatistics? statistics) => Dense.Run(operands, function, pool, statistics);
    }

    private readonly struct Compiler : IActivationVisitor<Product>
    {
        public Product Visit<F>(F activation)
            where F : struct, IActivation<F> => new Activated<F>(activation);
    }
}

using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Operators.Activations;
using Relumine.Kernels;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Sweeps;
using Relumine.Kernels.Threads;

namespace Relumine.Engine.Training.Patterns;

/// <summary>A convolution that learns, with its activation and pooling: <c>y = pool(f(x∗W + b))</c>, and the gradients of x, W and b.</summary>
/// <remarks>
/// Behind a rectifier only what was pooled is kept, and which tap won each window, or that none did: so the large planes
/// between are never in memory. Otherwise y is kept, or z where y does not tell the slope: z has its channels side by
/// side, so dy is turned first if y has not. The weights as dx needs them, which the first layer of a network does not,
/// are refreshed from W once a step.
/// </remarks>
internal sealed class ConvolutionTraining<T> : TrainingStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionPlace _place;
    private readonly PackedMatrix<T> _weights;
    private readonly PackedMatrix<T> _weightGradient;
    private readonly PlainParameter<T>? _bias;
    private readonly Value? _winners;
    private readonly Value? _sideBySide;
    private readonly Kink _kink;
    private readonly Product _product;
    private readonly ActivationKernel<T>? _slope;
    private readonly bool _keepsPreActivation;
    private readonly ConvolutionMemory _memory = new();

    public ConvolutionTraining(
        ConvolutionPlace place,
        PackedMatrix<T> weights,
        PackedMatrix<T> weightGradient,
        PlainParameter<T>? bias,
        Value? winners,
        Value gradient,
        Kink kink
    )
    {
        (_place, _weights, _weightGradient, _bias, _winners, _kink) = (place, weights, weightGradient, bias, winners, kink);
        var function = (place.Activation?.Op as Activate)?.Function;
        _product = function is null ? new Linear() : function.Accept(default(Compiler));
        _slope = function is null ? null : ActivationKernel<T>.Of(function);
        _keepsPreActivation = function is not null && !place.Activation!.Op.GradientNeeds(kink)!.Value.ReadsOutput(0);
        _sideBySide = _keepsPreActivation && !place.Output.IsChannelsLast ? gradient : null;
    }

    public override string Name =>
        $"Conv '{_place.Node.Name}'" + (_place.Activation is { } a ? $" with {a.Op.Type}" : "") + (_place.Pooling is null ? "" : " and MaxPool");

    public override IEnumerable<Value> Reads => [_place.Input];

    public override IEnumerable<Value> Writes =>
        _winners is not null ? [_place.Output, _winners] : _keepsPreActivation ? [_place.PreActivation, _place.Output] : [_place.Output];

    public override void Forward(TrainingPass pass)
    {
        var memory = pass.Memory;
        var operands = new ConvolutionOperands<T>
        {
            Samples = memory.Samples,
            Geometry = _place.Geometry,
            Input = memory.Elements<T>(_place.Input),
            InputIsPlanar = !_place.Input.IsChannelsLast,
            Weights = _weights,
            Bias = _bias is null ? default : _bias.Values,
            Output = memory.Elements<T>(_place.Output),
            OutputIsPlanar = !_place.Output.IsChannelsLast,
            PreActivation = _keepsPreActivation && pass.Learns ? memory.Elements<T>(_place.PreActivation) : default,
            Pooling = _place.Pooling,
            Winners = _winners is not null && pass.Learns ? memory.Elements<T>(_winners) : default,
            Moments = pass.Learns && _place.Output.Moments is T[] moments ? moments.AsSpan(0, 2 * memory.Samples * _place.Geometry.Units) : default,
            Memory = _memory,
        };
        _product.Run(operands, pass.Pool, pass.Statistics(_place.Layer));
    }

    public override BackwardPass? PlanBackward(GradientLedger ledger)
    {
        if (ledger.Upstream(_place.Output) is not { } upstream)
        {
            return null;
        }

        upstream.IsChannelsLast = _place.Output.IsChannelsLast;
        var gradient = _place.Input.Varies ? ledger.Contribution(_place.Input) : null;
        var slope = _winners ?? (_place.Activation is null ? null : _keepsPreActivation ? _place.PreActivation : _place.Output);
        var turned = gradient is null ? null : _place.Geometry.CreateTurned<T>();
        Value[] reads = slope is null ? [_place.Input, upstream] : [_place.Input, upstream, slope];
        Value[] writes = [upstream, .. gradient is null ? Array.Empty<Value>() : [gradient], .. _sideBySide is null ? Array.Empty<Value>() : [_sideBySide]];
        return new BackwardPass(Name, reads, writes, pass => Backward(pass, upstream, slope, gradient, turned));
    }

    private void Backward(TrainingPass pass, Value upstream, Value? slope, Value? gradient, PackedMatrix<T>? turned)
    {
        var memory = pass.Memory;
        var geometry = _place.Geometry;
        var dz = memory.Elements<T>(upstream);
        if (slope is not null && _winners is null)
        {
            if (_sideBySide is not null)
            {
                var turnedGradient = memory.Elements<T>(_sideBySide);
                Relumine.Kernels.Products.Convolutions.Convolution.PutSideBySide(memory.Samples, geometry.Window.Positions, geometry.Units, dz, turnedGradient);
                dz = turnedGradient;
            }

            if (_keepsPreActivation)
            {
                _slope!.Gradient(_kink, memory.Elements<T>(slope), dz, dz);
            }
            else
            {
                _slope!.GradientFromOutput(memory.Elements<T>(slope), dz, dz);
            }
        }

        if (pass.Measures && _winners is not null)
        {
            // What the rectifier stopped is not part of dz; the order of winners is that of channels side by side.
            LeaveWinners(dz, memory.Elements<T>(_winners));
        }

        pass.Measure<T>(_place.Layer, dz, (long)memory.Samples * geometry.Window.Positions * geometry.Units);
        if (gradient is not null)
        {
            geometry.Turn(_weights, turned!);
        }

        var operands = new ConvolutionGradientOperands<T>
        {
            Samples = memory.Samples,
            Geometry = geometry,
            Input = memory.Elements<T>(_place.Input),
            InputIsPlanar = !_place.Input.IsChannelsLast,
            OutputGradient = dz,
            OutputIsPlanar = !_place.Output.IsChannelsLast && _sideBySide is null,
            Pooling = _place.Pooling,
            Winners = _winners is null ? default : memory.Elements<T>(_winners),
            WeightGradient = _weightGradient,
            BiasGradient = _bias is null ? default : _bias.Gradient,
            InputGradient = gradient is null ? default : memory.Elements<T>(gradient),
            Turned = turned,
            Memory = _memory,
        };
        Relumine.Kernels.Products.Convolutions.Convolution.Back(operands, pass.Pool);
    }

    private void LeaveWinners(Span<T> dz, ReadOnlySpan<T> winners)
    {
        var (units, positions) = (_place.Geometry.Units, _place.Pooling!.Positions);
        for (var i = 0; i < dz.Length; i++)
        {
            var (sample, rest) = Math.DivRem(i, units * positions);
            var at = _place.Output.IsChannelsLast ? i : sample * units * positions + rest % positions * units + rest / positions;
            dz[i] = winners[at] < T.Zero ? T.Zero : dz[i];
        }
    }

    /// <summary>The forward pass, compiled for an activation.</summary>
    private abstract class Product
    {
        public abstract void Run(in ConvolutionOperands<T> operands, WorkerPool pool, UnitStatistics? statistics);
    }

    private sealed class Linear : Product
    {
        public override void Run(in ConvolutionOperands<T> operands, WorkerPool pool, UnitStatistics? statistics) =>
            Relumine.Kernels.Products.Convolutions.Convolution.Run(operands, pool, statistics);
    }

    private sealed class Activated<F>(F function) : Product
        where F : struct, IActivation<F>
    {
        public override void Run(in ConvolutionOperands<T> operands, WorkerPool pool, UnitStatistics? statistics) =>
            Relumine.Kernels.Products.Convolutions.Convolution.Run(operands, function, pool, statistics);
    }

    private readonly struct Compiler : IActivationVisitor<Product>
    {
        public Product Visit<F>(F activation)
            where F : struct, IActivation<F> => new Activated<F>(activation);
    }
}

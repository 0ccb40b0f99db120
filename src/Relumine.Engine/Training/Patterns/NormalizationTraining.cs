using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Steps;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Normalizations;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Training.Patterns;

/// <summary>
/// A batch normalization that learns, with a residual sum and the rectifier: <c>y = relu((x − mean)·r·scale + bias + residual)</c> with
/// r = 1/√(variance + ε). With M elements a channel and x̂ = (x − mean)·r, the gradients of g = dy·relu′ are dx = scale·r·(g − Σg/M − x̂·Σ(g·x̂)/M),
/// dscale = Σ g·x̂, dbias = Σ g, and g itself for the residual.
/// </summary>
/// <remarks>
/// The upstream gradient becomes g where it lies, and is handed on as the gradient of the residual, or becomes dx. Where somebody reads y who
/// wants planes, y and its gradient are turned on the way.
/// </remarks>
internal sealed class NormalizationTraining<T> : TrainingStep
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ActivationKernel<T> s_rectifier = ActivationKernel<T>.Of(ActivationCatalogue.Find(Relu.Card.Name)!);
    private readonly NormalizationPlace _place;
    private readonly PlainParameter<T>?[] _parameters;
    private readonly ModelTensor[] _constants;
    private readonly TrainingDraft _draft;
    private readonly Value? _turned;
    private readonly RectifierSlope _slope;
    private readonly int _channels;
    private readonly int _positions;
    private readonly T[] _mean;
    private readonly T[] _inverse;
    private readonly T[] _factor;
    private readonly T[] _sums;
    private readonly T[] _products;
    private readonly T[] _memory;

    public NormalizationTraining(NormalizationPlace place, PlainParameter<T>?[] parameters, ModelTensor[] constants, TrainingDraft draft)
    {
        (_place, _parameters, _constants, _draft) = (place, parameters, constants, draft);
        _turned = place.Output.IsChannelsLast ? null : draft.GradientLike(place.Output);
        _slope = !Rectifies || _turned is not null ? RectifierSlope.None
            : place.Residual is null ? RectifierSlope.FromInput : RectifierSlope.FromOutput;
        _channels = constants[0].Length;
        _positions = place.Input.Type.Shape.ElementCount / _channels;
        (_mean, _inverse, _factor) = (new T[_channels], new T[_channels], new T[_channels]);
        (_sums, _products) = (new T[_channels], new T[_channels]);
        _memory = new T[BatchMoments.Memory(draft.Batch, _channels)];
        place.Input.Moments = _memory;
    }

    public override string Name =>
        $"BatchNormalization '{_place.Nodes.Node.Name}'" + (_place.Residual is null ? "" : " with Add") + (Rectifies ? " with Relu" : "");

    public override IEnumerable<Value> Reads => _place.Residual is null ? [_place.Input] : [_place.Input, _place.Residual];

    public override IEnumerable<Value> Writes => _turned is null ? [_place.Output] : [_place.Output, _turned];

    private bool Rectifies => _place.Nodes.Activation is not null;

    public override void Forward(TrainingPass pass)
    {
        var memory = pass.Memory;
        var x = memory.Elements<T>(_place.Input);
        Span<T> mean = _mean, inverse = _inverse, running = _constants[2].Values<T>(), variance = _constants[3].Values<T>();
        if (pass.Learns)
        {
            BatchMoments.Combine<T>(x, pass.Samples, mean, inverse, _memory.AsSpan(0, BatchMoments.Memory(pass.Samples, _channels)));
            Move(running, mean);
            Move(variance, inverse);
        }
        else
        {
            running.CopyTo(mean);
            variance.CopyTo(inverse);
        }

        var scale = _constants[0].Values<T>();
        for (var c = 0; c < _channels; c++)
        {
            var root = T.Sqrt(inverse[c] + T.CreateTruncating(_place.Op.Epsilon));
            inverse[c] = T.One / root;
            _factor[c] = pass.Learns ? scale[c] * inverse[c] : scale[c] / root;
        }

        var y = memory.Elements<T>(_turned ?? _place.Output);
        var operands = new NormalizationOperands<T>
        {
            Samples = pass.Samples,
            Input = x,
            Mean = _mean,
            Factor = _factor,
            Shift = _constants[1].Values<T>(),
            Residual = _place.Residual is null ? default : memory.Elements<T>(_place.Residual),
            Rectifies = Rectifies,
            Output = y,
        };
        Normalization.Run(operands, pass.Pool, pass.Statistics(_place.Layer));
        if (_turned is not null)
        {
            Convolution.ToPlanes<T>(y, _positions, _channels, memory.Elements<T>(_place.Output));
        }
    }

    public override BackwardPass? PlanBackward(GradientLedger ledger)
    {
        if (ledger.Upstream(_place.Output) is not { } upstream)
        {
            return null;
        }

        upstream.IsChannelsLast = _place.Output.IsChannelsLast;
        var parts = Array.ConvertAll(_parameters, p => p is null ? null : new ParameterPart<T>(p, _draft.BeginsGradient(p), inPieces: false));
        Value g = upstream, dx;
        if (_turned is not null || (_place.Residual is { } residual && ledger.IsNeeded(residual)))
        {
            dx = ledger.Contribution(_place.Input)!;
            if (_turned is not null)
            {
                g = dx;
            }
            else
            {
                ledger.Hand(_place.Residual!, upstream);
            }
        }
        else
        {
            dx = upstream;
            ledger.Hand(_place.Input, upstream);
        }

        Value[] reads = Rectifies && _slope != RectifierSlope.FromInput ? [_place.Input, upstream, _place.Output] : [_place.Input, upstream];
        return new BackwardPass(Name, reads, [upstream, dx], pass => Backward(pass, upstream, g, dx, parts));
    }

    private void Backward(TrainingPass pass, Value upstream, Value gradient, Value input, ParameterPart<T>?[] parts)
    {
        var memory = pass.Memory;
        var x = memory.Elements<T>(_place.Input);
        var y = Rectifies && _slope != RectifierSlope.FromInput ? memory.Elements<T>(_place.Output) : default;
        Span<T> g = memory.Elements<T>(gradient), sums = _sums, products = _products;
        if (_turned is not null)
        {
            var planes = memory.Elements<T>(upstream);
            if (Rectifies)
            {
                s_rectifier.GradientFromOutput(y, planes, planes);
            }

            Convolution.PutSideBySide(pass.Samples, _positions, _channels, planes, g);
        }

        NormalizationGradient.Sum<T>(
            pass.Samples, x, _mean, _factor, _constants[1].Values<T>(), _slope, y, g, sums, products,
            _memory.AsSpan(0, BatchMoments.Memory(pass.Samples, _channels)), pass.Pool);
        pass.Measure<T>(_place.Layer, g);
        Give(parts[0], products, _inverse);
        Give(parts[1], sums, []);

        // dx = g·factor + (x − mean)·slope + shift, with the slope in place of the products and the shift in place of the sums.
        var count = T.CreateTruncating(pass.Samples * _positions);
        for (var c = 0; c < _channels; c++)
        {
            products[c] = -_factor[c] * _inverse[c] * _inverse[c] * products[c] / count;
            sums[c] = -_factor[c] * sums[c] / count;
        }

        NormalizationGradient.OfInput<T>(pass.Samples, x, _mean, _factor, products, sums, g, memory.Elements<T>(input), pass.Pool);
    }

    private void Move(Span<T> running, ReadOnlySpan<T> batch)
    {
        T kept = T.CreateTruncating(_place.Op.Momentum), taken = T.CreateTruncating(1 - (double)_place.Op.Momentum);
        for (var c = 0; c < running.Length; c++)
        {
            running[c] = kept * running[c] + taken * batch[c];
        }
    }

    private static void Give(ParameterPart<T>? part, ReadOnlySpan<T> gradient, ReadOnlySpan<T> factor)
    {
        if (part is null)
        {
            return;
        }

        var target = part.Target.Values<T>();
        for (var c = 0; c < target.Length; c++)
        {
            target[c] = factor.IsEmpty ? gradient[c] : gradient[c] * factor[c];
        }

        part.Take(first: true);
    }
}

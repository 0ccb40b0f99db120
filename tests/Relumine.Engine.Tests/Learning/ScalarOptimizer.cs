using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Engine.Tests.Learning;

/// <summary>One weight and the textbook formulas, in double and without fused operations.</summary>
internal sealed class ScalarOptimizer(Optimizer optimizer, double weight)
{
    private double _first;
    private double _second;

    public double Weight { get; private set; } = weight;

    public void Step(double gradient, UpdateArguments arguments)
    {
        var g = Math.Clamp(arguments.GradientScale * gradient, -arguments.GradientLimit, arguments.GradientLimit);
        var rate = arguments.LearningRate;
        Weight -= optimizer switch
        {
            Sgd o => rate * Descend(o, g + Decay(o.WeightDecay)),
            Adam o => rate * Moments(g + Decay(o.WeightDecay), o.Beta1, o.Beta2, o.Epsilon),
            AdamW o => rate * (Decay(o.WeightDecay) + Moments(g, o.Beta1, o.Beta2, o.Epsilon)),
            RmsProp o => rate * Root(o, g + Decay(o.WeightDecay)),
            _ => throw new ArgumentException($"What does {optimizer.Name} do? Write its formula here."),
        };

        double Decay(double decay) => arguments.Decays ? decay * Weight : 0;

        double Moments(double g, double beta1, double beta2, double epsilon)
        {
            _first = beta1 * _first + (1 - beta1) * g;
            _second = beta2 * _second + (1 - beta2) * g * g;
            var unbiased = _second / (1 - Math.Pow(beta2, arguments.Step));
            return _first / (1 - Math.Pow(beta1, arguments.Step)) / (Math.Sqrt(unbiased) + epsilon);
        }
    }

    private double Descend(Sgd o, double g)
    {
        _first = o.Momentum * _first + g;
        return o.Nesterov ? g + o.Momentum * _first : _first;
    }

    private double Root(RmsProp o, double g)
    {
        _first = o.Alpha * _first + (1 - o.Alpha) * g * g;
        _second = o.Momentum * _second + g / (Math.Sqrt(_first) + o.Epsilon);
        return _second;
    }
}

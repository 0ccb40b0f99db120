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
        g += arguments.Decays ? optimizer.L1 * Math.Sign(Weight) : 0;
        var rate = arguments.LearningRate;
        Weight -= optimizer switch
        {
            Sgd o => rate * Descend(o, g + Decay(o.WeightDecay)),
            Adam o => rate * Moments(g + Decay(o.WeightDecay), o.Beta1, o.Beta2, o.Epsilon),
            AdamW o => rate * (Decay(o.WeightDecay) + Moments(g, o.Beta1, o.Beta2, o.Epsilon)),
            RmsProp o => rate * Root(o, g + Decay(o.WeightDecay)),
            Adagrad o => rate * Sum(o, g + Decay(o.WeightDecay)),
            Adamax o => rate * Largest(o, g + Decay(o.WeightDecay)),
            Nadam o => rate * Ahead(o, g + Decay(o.WeightDecay)),
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

        double Largest(Adamax o, double g)
        {
            _first = o.Beta1 * _first + (1 - o.Beta1) * g;
            _second = Math.Max(o.Beta2 * _second, Math.Abs(g));
            return _first / (1 - Math.Pow(o.Beta1, arguments.Step)) / (_second + o.Epsilon);
        }

        double Ahead(Nadam o, double g)
        {
            _first = o.Beta1 * _first + (1 - o.Beta1) * g;
            _second = o.Beta2 * _second + (1 - o.Beta2) * g * g;
            var product = Enumerable.Range(1, (int)arguments.Step).Aggregate(1.0, (p, t) => p * Momentum(t));
            var (now, next) = (Momentum(arguments.Step), Momentum(arguments.Step + 1));
            var step = ((1 - now) / (1 - product) * g) + (next / (1 - (product * next)) * _first);
            return step / (Math.Sqrt(_second / (1 - Math.Pow(o.Beta2, arguments.Step))) + o.Epsilon);

            double Momentum(double t) => o.Beta1 * (1 - (0.5 * Math.Pow(0.96, t * o.MomentumDecay)));
        }
    }

    private double Descend(Sgd o, double g)
    {
        _first = o.Momentum * _first + g;
        return o.Nesterov ? g + o.Momentum * _first : _first;
    }

    private double Sum(Adagrad o, double g)
    {
        _first += g * g;
        return g / (Math.Sqrt(o.Initial + _first) + o.Epsilon);
    }

    private double Root(RmsProp o, double g)
    {
        _first = o.Alpha * _first + (1 - o.Alpha) * g * g;
        _second = o.Momentum * _second + g / (Math.Sqrt(_first) + o.Epsilon);
        return _second;
    }
}

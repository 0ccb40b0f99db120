namespace Relumine.Cli.Explanations.Topics;

/// <summary>What people ask about slopes and gradients.</summary>
internal static class GradientTopics
{
    /// <summary>The topics.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new(
            "kink",
            "Kinks, subgradients and λ",
            [
                "kink",
                "λ",
                "lambda",
                "subgradient",
                "subdifferential",
                "sub gradient",
                "derivative at 0",
                "derivative at zero",
                "relu derivative",
                "relu gradient",
                "nondifferentiable",
                "not differentiable",
                "clarke",
            ],
            [
                "At a kink a function has a slope from the left and another from the right, and no derivative: ReLU at 0 has 0 and 1. "
                    + "Every number between them is "
                    + "a subgradient there; a program has to choose one. Here the choice is λ: "
                    + "left slope + λ · (right slope − left slope), so λ = 0, ½, 1 give "
                    + "0, 0.5 and 1 for ReLU.",
                "PyTorch, TensorFlow and JAX take 0 for ReLU. With float32 the choice rarely matters; "
                    + "with few bits, where z is exactly 0 more often, it was seen "
                    + "to change what is learned, and 0 did best.",
                "SELU has a parameter that is called λ too, 1.0507: see 'relumine explain selu'.",
            ],
            "The key \"kink\" of a recipe is λ, for the network or a layer; recipes/lessons/kink compares choices.",
            [
                "Clarke 1983, Optimization and nonsmooth analysis",
                "Bertoin, Bolte, Gerchinovitz, Pauwels 2021, Numerical influence of ReLU'(0) on backpropagation",
            ],
            ["relu", "HardSwish"]
        ),
        new(
            "vanishing-gradients", "Vanishing gradients", ["vanishing gradient", "gradient vanish", "vanish", "vanishing", "gradient vanishing"],
            [
                "Backward, each layer multiplies the gradient by its weights and slopes. "
                    + "Factors below 1 make it shrink exponentially with depth, so that the first "
                    + "layers do not learn. The slope of a sigmoid is at most ¼: ten of them leave less than a millionth.",
                "ReLU passes a gradient whole or not at all; He initialization keeps its mean square from layer to layer. Residual connections and "
                    + "normalization carry it through very deep networks.",
            ],
            "recipes/lessons/vanishing-gradients shows it; a checkup measures dL/dz of the first layer over that of the last.",
            ["Hochreiter 1991", "Bengio, Simard, Frasconi 1994, Learning long-term dependencies with gradient descent is difficult", "He et al. 2015"],
            ["vanishing-gradient", "vanishing-signal", "init-too-small", "saturating-activation", "missing-normalisation"]),
        new(
            "exploding-gradients", "Exploding gradients", ["exploding gradient", "gradient explosion", "explode", "exploding", "gradient exploding"],
            [
                "The other side of vanishing ones: factors above 1 make gradients grow exponentially with depth, steps become too large, and the loss jumps or "
                    + "turns to NaN.",
                "Smaller weights at the start (variance gain²/fan-in), normalization, a lower rate, and a limit for the norm of the gradient help; the limit "
                    + "treats the symptom.",
            ],
            "\"clipNorm\" in a recipe limits the norm; a checkup tests initialization and rate first.",
            ["Pascanu, Mikolov, Bengio 2013, On the difficulty of training recurrent neural networks"],
            ["exploding-gradient", "exploding-activations", "init-too-large", "learning-rate-too-high"]),
        new(
            "gradient-clipping", "Gradient clipping", ["clip", "clipping", "gradient clipping", "clip norm", "clip value"],
            [
                "The gradient is scaled down when its norm is above a limit (its direction stays), or each number is limited (its direction changes). It holds "
                    + "back rare huge steps. A limit far below the usual norm is a lower learning rate in disguise; with Adam it hardly matters, since "
                    + "Adam divides by the size of gradients anyway.",
            ],
            "\"clipNorm\" and \"clipValue\" in a recipe.",
            ["Pascanu, Mikolov, Bengio 2013"],
            ["exploding-gradient", "learning-rate-too-low"]),
        new(
            "saturation", "Saturation", ["saturation", "saturated", "saturate"],
            [
                "Sigmoid and tanh are nearly flat for large |z|: the slope of a sigmoid is below a hundredth of its largest for |z| above 6. "
                    + "A saturated unit puts "
                    + "out nearly the same number everywhere and hardly learns, though unlike a dead ReLU it is never cut off entirely.",
            ],
            null,
            ["Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks"],
            ["saturated-units", "saturating-activation", "data-scale"]),
        new(
            "nan", "NaN and infinity",
            ["nan", "nan loss", "loss nan", "loss is nan", "nans", "inf", "infinity", "infinite", "non finite", "not finite", "overflow", "inf loss"],
            [
                "NaN comes of 0/0, ∞ − ∞, 0 · ∞, and of logarithms and roots of negative numbers; "
                    + "infinity comes of x/0, log 0, and of numbers too large for their "
                    + "type: exp(x) beyond x = 88.7 in float32 and 11.1 in float16. What computes with NaN gives NaN, and every comparison with it is false.",
                "The usual origins in training: a learning rate that is too high, data with holes or unscaled, a logarithm of a probability that rounded to 0 "
                    + "(use a loss that takes logits), a division by a standard deviation of 0, the infinite slope of a root at 0.",
            ],
            "An audit says which layer had the first such number; 'train' and 'checkup' say at which step a run diverged.",
            ["IEEE 754-2019"],
            ["non-finite-activations", "non-finite-weights", "diverged-training", "learning-rate-too-high"]),
        new(
            "half-precision", "Half precision", ["half precision", "float16", "fp16", "mixed precision", "65504", "bfloat16", "amp"],
            [
                "float16 has 11 significant bits, a largest number of 65,504 and a smallest normal one of 6.1e-5: "
                    + "larger values become infinite, smaller gradients "
                    + "0. bfloat16 has the range of float32 with 8 bits. Mixed precision keeps weights in float32 and multiplies the loss, so that small "
                    + "gradients survive.",
            ],
            "Relumine computes float16 models in float32; on hardware that does not, an activation beyond 65,504 is infinite.",
            ["IEEE 754-2019", "Micikevicius et al. 2018, Mixed precision training"],
            ["nan", "exploding-activations"]),
    ];
}

namespace Relumine.Cli.Explanations.Topics;

/// <summary>What people ask about how weights begin.</summary>
internal static class InitializationTopics
{
    /// <summary>The topics.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new(
            "initialization", "Initialization",
            ["init", "initialize", "initializer", "initialization", "weight init", "weight initialization", "fan in", "fan out", "gain", "variance scaling"],
            [
                "Weights begin random, for equal units would stay equal, and with a variance that keeps the size of signals from layer to layer: "
                    + "gain²/fan-in, where "
                    + "fan-in is the number of inputs of a unit and the gain makes up for what the activation takes away (√2 for ReLU, 1 for a linear layer).",
                "Too large, and activations and gradients explode with depth; too small, and they vanish. Biases begin at 0: far below 0 they make ReLU units "
                    + "that are born dead.",
            ],
            "\"init\" in a recipe, for the network or a layer: heNormal (the usual), heUniform, glorotNormal, glorotUniform, lecunNormal, lecunUniform, "
                + "orthogonal, lsuv, rai, normal, uniform, constant. recipes/lessons compares some.",
            ["Glorot, Bengio 2010", "He, Zhang, Ren, Sun 2015", "Saxe, McClelland, Ganguli 2014", "Mishkin, Matas 2016, All you need is a good init (LSUV)"],
            ["he", "xavier", "init-too-small", "init-too-large", "init-bias", "init-symmetric"]),
        new(
            "he",
            "He (Kaiming) initialization",
            ["he", "kaiming", "he normal", "he uniform", "kaiming normal", "kaiming uniform", "he init", "kaiming init", "msra"],
            [
                "Weights of variance 2/fan-in: normal with deviation √(2/fan-in), or uniform within ±√(6/fan-in). "
                    + "ReLU sets half of what it gets to 0 and so halves "
                    + "the mean square; the 2 makes up for it. For Leaky ReLU of slope a it is 2/((1 + a²) fan-in).",
                "What PyTorch does by default to linear layers is called kaiming_uniform, with a = √5: that is uniform within ±1/√fan-in, a variance of "
                    + "1/(3 fan-in), a sixth of this.",
            ],
            "heNormal is what recipes begin with unless they say otherwise.",
            ["He, Zhang, Ren, Sun 2015, Delving deep into rectifiers"],
            ["initialization", "xavier", "relu"]),
        new(
            "xavier", "Glorot (Xavier) initialization",
            ["xavier", "glorot", "xavier uniform", "xavier normal", "glorot uniform", "glorot normal", "xavier init", "glorot init", "xavier initialization",
                "glorot initialization"],
            [
                "Weights of variance 2/(fan-in + fan-out): normal, or uniform within ±√(6/(fan-in + fan-out)). "
                    + "A compromise between keeping the size of activations "
                    + "forward and of gradients backward, for functions that are nearly the identity at 0, such as tanh.",
                "ReLU halves the mean square in each layer, so with Glorot's weights a deep ReLU network fades by about √½ per layer: take He's there. "
                    + "Keras begins "
                    + "with glorot_uniform, whatever the activation.",
            ],
            "glorotNormal and glorotUniform in \"init\".",
            ["Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks"],
            ["initialization", "he", "init-too-small", "vanishing-signal"]),
        new(
            "lecun", "LeCun initialization", ["lecun", "lecun normal", "lecun uniform", "self normalizing", "selu init"],
            [
                "Weights of variance 1/fan-in. SELU needs it: then mean 0 and variance 1 are a fixed point from layer to layer, as long as nothing disturbs "
                    + "them; "
                    + "usual dropout does, alpha dropout does not.",
            ],
            "lecunNormal and lecunUniform in \"init\"; \"alphaDropout\" as a layer.",
            ["LeCun, Bottou, Orr, Müller 1998, Efficient backprop", "Klambauer, Unterthiner, Mayr, Hochreiter 2017, Self-normalizing neural networks"],
            ["selu", "initialization", "dropout"]),
        new(
            "symmetry", "Symmetry breaking", ["symmetry", "symmetric", "symmetry breaking", "zero init", "zero initialization", "all zeros"],
            [
                "Units of a layer that begin with equal weights get equal gradients and stay equal for ever: the layer then is one unit. "
                    + "All weights 0 are worse "
                    + "still, for then ReLU layers get no gradient at all. Biases may all begin at 0.",
            ],
            null,
            ["Goodfellow, Bengio, Courville 2016, Deep learning, section 8.4"],
            ["symmetric-units", "init-symmetric"]),
        new(
            "batch-norm", "Batch normalization", ["batch norm", "batchnorm", "batch normalization", "bn", "internal covariate shift"],
            [
                "y = γ (x − μ)/√(σ² + ε) + β, for each unit or channel. In training μ and σ² are those of the batch; "
                    + "in inference they are averages that were kept "
                    + "while training. Where batches are small (below about 16) or those averages have not settled, the network that is used is not "
                    + "the one that was trained.",
                "It keeps the scale of signals whatever the weights' and so permits higher rates and deeper networks. "
                    + "Behind it, ReLU units die only where γ and β "
                    + "say so: a β far below 0 for the size of γ.",
            ],
            "\"batchNormalization\" as a layer of a recipe; a checkup inserts it where normalization is missing.",
            [
                "Ioffe, Szegedy 2015, Batch normalization",
                "Santurkar, Tsipras, Ilyas, Madry 2018, How does batch normalization help optimization?",
            ],
            ["missing-normalisation", "layer-norm", "vanishing-gradient"]),
        new(
            "layer-norm", "Layer normalization", ["layer norm", "layernorm", "layer normalization", "group norm", "rms norm"],
            [
                "The same as batch normalization, but mean and variance are those of one sample over its units. "
                    + "It does the same in training and inference and does "
                    + "not care about the size of batches.",
            ],
            "\"layerNormalization\" as a layer of a recipe.",
            ["Ba, Kiros, Hinton 2016, Layer normalization"],
            ["batch-norm", "missing-normalisation"]),
        new(
            "residual", "Residual connections", ["residual", "resnet", "skip connection", "residual connection", "shortcut"],
            [
                "A block adds its input to its output, so signal and gradient have a way past it, and very deep networks learn. "
                    + "Without normalization the variance "
                    + "doubles with each block of He weights: normalize, or begin the last layer of a block near 0.",
            ],
            "\"residual\" as a layer of a recipe.",
            ["He, Zhang, Ren, Sun 2016, Deep residual learning", "Zhang, Dauphin, Ma 2019, Fixup initialization"],
            ["vanishing-gradient", "missing-normalisation"]),
    ];
}

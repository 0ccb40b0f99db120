namespace Relumine.Cli.Explanations.Topics;

/// <summary>What people ask about units.</summary>
internal static class UnitTopics
{
    /// <summary>The topics.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new(
            "dying-relu",
            "Dying ReLU",
            [
                "dying relu",
                "dead relu",
                "dying neuron",
                "dead neuron",
                "dead unit",
                "dying unit",
                "dead node",
                "dead channel",
                "dead filter",
                "dead activation",
            ],
            [
                "ReLU has a slope of exactly 0 for z below 0. A unit whose z is below 0 on every sample puts out 0 and is given a gradient of exactly 0: "
                    + "gradient descent cannot move it any more, only what lies before it can.",
                "Units are born dead (biases far below 0, data that are not centred, a narrow and deep network) or killed by a step that was too large. With "
                    + "symmetric weights the chance that a whole ReLU network is born dead goes to 1 as it gets deeper.",
                "Some dead units are usual in networks that work well. They cost time and memory; they are an illness where they are many and the network does "
                    + "not learn.",
            ],
            "'relumine audit' counts them in a trained network, 'relumine checkup' finds out by experiment what kills them, 'relumine trim' removes them.",
            [
                "Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network acoustic models",
                "Lu, Shin, Su, Karniadakis 2020, Dying ReLU and initialization: theory and numerical examples",
            ],
            ["dead-units", "born-dead-units", "killed-units", "learning-rate-too-high", "init-bias", "LeakyRelu"]),
        new(
            "dormant", "Dormant units", ["dormant", "dormant neuron", "dormancy", "redo"],
            [
                "A unit is τ-dormant if its mean |a| is at most τ times the mean of its layer. Dead ReLU units are dormant; a dormant unit may still fire.",
                "In reinforcement learning the share of dormant units grows with training, and networks with many of them learn new targets worse. "
                    + "ReDo gives such units new incoming weights and sets their outgoing ones to 0, so that the function stays what it was.",
            ],
            null,
            ["Sokar, Agarwal, Castro, Evci 2023, The dormant neuron phenomenon in deep reinforcement learning"],
            ["dormant-units", "dead-units", "plasticity"]),
        new(
            "plasticity", "Loss of plasticity", ["plasticity", "loss of plasticity", "continual learning", "primacy bias"],
            [
                "A network that has learned for long on data that change learns new data worse than a fresh one. "
                    + "With it go dead and dormant units, weights that "
                    + "grow, and features of low rank; no single one of them explains all of it.",
                "What was seen to help: giving a few little-used units new weights now and then (continual backpropagation), L2 decay towards the initial "
                    + "weights, "
                    + "layer normalization.",
            ],
            "The data 'slowly-changing' of a recipe make such a task; a checkup tests whether changing data are the cause.",
            ["Dohare et al. 2024, Loss of plasticity in deep continual learning, Nature 632", "Lyle et al. 2023, Understanding plasticity in neural networks"],
            ["dormant-units", "killed-units", "non-stationary-data"]),
        new(
            "revive", "Reviving units", ["revive", "revival", "resurrect", "recycle", "reinit", "wake up"],
            [
                "A dead unit gets no gradient, so waiting does not help. It comes back with new incoming weights and a bias near 0; "
                    + "its outgoing weights are set "
                    + "to 0, so that at that moment the network computes what it did.",
                "Without removing what killed it (the rate, mostly) it dies again.",
            ],
            "A checkup tries this among its treatments, after the cause is removed; a finished ONNX file cannot be trained on here, only trimmed.",
            ["Sokar et al. 2023 (ReDo)", "Dohare et al. 2024 (continual backpropagation)"],
            ["dead-units", "trim"]),
        new(
            "trim", "Trimming and pruning", ["trim", "prune", "pruning", "remove units", "shrink", "slim", "structured pruning", "lottery ticket"],
            [
                "A unit that puts out the same number on every input adds a constant to the next layer: it can be taken out and the constant added to the next "
                    + "bias, and the network computes the same. That is no approximation, unlike pruning by size of weights, which changes the function and "
                    + "wants "
                    + "training afterwards.",
                "Behind a convolution that pads, a constant other than 0 cannot be folded into a bias: at the border the padding is 0, not that constant.",
            ],
            "'relumine trim model.onnx --data samples.npy -o smaller.onnx' removes what did nothing, and compares both networks on all data.",
            ["LeCun, Denker, Solla 1990, Optimal brain damage", "Li, Kadav, Durdanovic, Samet, Graf 2017, Pruning filters for efficient ConvNets"],
            ["dead-units", "constant-units"]),
        new(
            "sparsity", "Sparsity", ["sparsity", "sparse", "sparse activation", "activation sparsity"],
            [
                "The share of values that are 0 after ReLU, here counted as z not above 0. With symmetric weights and biases of 0 it begins at a half; trained "
                    + "networks have 50 to 90 %.",
                "Sparse is not dead: a sparse unit fires on few samples, a dead one on none.",
            ],
            "Every audit tells it for each layer; recipes/lessons/sparsity compares activations.",
            ["Glorot, Bordes, Bengio 2011, Deep sparse rectifier neural networks"],
            ["nearly-dead-units", "dead-units"]),
        new(
            "rule-of-three", "How sure 'never fired' is", ["rule of three", "confidence", "bound", "how many samples", "sample size", "3/n", "3 n"],
            [
                "A unit that fired on none of N independent samples fires on less than 1 − 0.05^(1/N) of such inputs, with 95 % confidence. "
                    + "For many samples that "
                    + "is about 3/N: 0.15 % for 2,048, but 9 % for 32.",
            ],
            "An audit says the bound wherever it says dead; for proofs that hold for every input see 'relumine trim'.",
            ["Clopper, Pearson 1934", "Hanley, Lippman-Hand 1983, If nothing goes wrong, is everything all right?"],
            ["dead-units"]),
    ];
}

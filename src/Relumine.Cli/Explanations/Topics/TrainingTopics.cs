namespace Relumine.Cli.Explanations.Topics;

/// <summary>What people ask about training.</summary>
internal static class TrainingTopics
{
    /// <summary>The topics.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new(
            "learning-rate", "Learning rate", ["learning rate", "lr", "rate", "step size", "eta", "learning rate too high", "lr finder"],
            [
                "How far a step goes along the gradient. On a bowl of curvature c plain gradient descent converges for rates below 2/c and diverges above. "
                    + "Too high "
                    + "shows as a loss that jumps, NaN, or many ReLU units killed within a few steps; too low as a loss that hardly falls.",
                "Usual beginnings: 0.01 to 0.1 for SGD (times 1 − momentum), 0.001 for Adam. Scale features and targets first, since the right rate depends on "
                    + "their size. When in doubt try factors of 10, then of 3.",
            ],
            "A checkup tries lower and higher rates where the evidence asks for it.",
            ["LeCun, Bottou, Orr, Müller 1998, Efficient backprop", "Bengio 2012, Practical recommendations for gradient-based training"],
            ["learning-rate-too-high", "learning-rate-too-low", "warm-up", "killed-units"]),
        new(
            "warm-up", "Warm-up and schedules", ["warm up", "warmup", "schedule", "scheduler", "lr schedule", "decay rate", "cosine", "one cycle"],
            [
                "A rate that grows during the first steps spares the network steps that are too large while its weights are still random and Adam's averages "
                    + "few. "
                    + "A rate that falls at the end lets it settle. Over few steps a long warm-up never reaches its rate.",
            ],
            "\"schedule\" in a recipe: cosine, oneCycle, step, warmUp.",
            ["Goyal et al. 2017, Accurate, large minibatch SGD", "Loshchilov, Hutter 2017, SGDR"],
            ["learning-rate", "learning-rate-too-low"]),
        new(
            "momentum", "Momentum", ["momentum", "nesterov", "beta1", "velocity"],
            [
                "Steps follow an average of gradients. With momentum m steps in one direction add up to 1/(1 − m) of one: "
                    + "ten times at 0.9, a thousand times at 0.999. "
                    + "Raise it and the rate has to fall by as much.",
            ],
            null,
            ["Polyak 1964", "Sutskever, Martens, Dahl, Hinton 2013, On the importance of initialization and momentum in deep learning"],
            ["momentum-too-high", "learning-rate-too-high"]),
        new(
            "adam-optimizer", "Adam and other optimizers", ["adam", "adamw", "sgd", "optimizer", "rmsprop", "adaptive", "which optimizer"],
            [
                "Adam divides an average of the gradient by the root of an average of its square, so each weight moves by about the rate in a step, whatever "
                    + "the "
                    + "size of gradients. ε, 1e-8, only keeps it from dividing by 0; an ε above the size of gradients turns Adam into very slow SGD.",
                "L2 in the gradient is divided too and so hardly decays; AdamW decays weights beside it.",
            ],
            "\"optimizer\" in a recipe.",
            ["Kingma, Ba 2015, Adam", "Loshchilov, Hutter 2019, Decoupled weight decay regularization"],
            ["learning-rate", "weight-decay"]),
        new(
            "weight-decay", "Weight decay", ["weight decay", "decay", "l2", "l1", "regularization", "regularize", "ridge"],
            [
                "Weights shrink a little in each step, so the network prefers small ones and overfits less. "
                    + "Too strong, and they shrink faster than they learn: all "
                    + "outputs become equal, and accuracy that of the most frequent class. With SGD the pull per step is rate × decay.",
            ],
            "A checkup tests a weaker decay.",
            ["Krogh, Hertz 1992, A simple weight decay can improve generalization", "Loshchilov, Hutter 2019"],
            ["weight-decay-too-strong", "overfitting"]),
        new(
            "dropout", "Dropout", ["dropout", "drop out", "alpha dropout", "spatial dropout"],
            [
                "In training each number is set to 0 with probability p and the others are divided by 1 − p; in inference nothing happens. It keeps units from "
                    + "relying on each other and so from overfitting. Usual are 0.1 to 0.5; near 1 next to nothing gets through.",
                "Training scores then are lower than validation scores, which is no fault. SELU needs alpha dropout, which keeps mean and variance.",
            ],
            "\"dropout\" and \"alphaDropout\" as layers of a recipe.",
            ["Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014, Dropout", "Klambauer et al. 2017"],
            ["overfitting", "selu"]),
        new(
            "overfitting", "Overfitting",
            ["overfitting", "overfit", "over fitting", "generalization", "generalization gap", "generalize", "memorize", "memorization", "high variance"],
            [
                "The network does better on what it learned from than on what it has never seen. "
                    + "Networks can learn even random labels by heart, so a good score on "
                    + "training data proves nothing: keep samples aside, and watch the loss on them. Where it rises while that of training falls, the "
                    + "network is learning its samples by heart.",
                "What helps, in the order of effect: more data (or data varied as nature varies them), stopping at the best validation loss, weight decay, "
                    + "dropout, "
                    + "a smaller network.",
            ],
            "\"validation\": 0.2 in a recipe keeps a fifth of the samples aside; score and loss on them stand beside those of training.",
            ["Zhang, Bengio, Hardt, Recht, Vinyals 2017, Understanding deep learning requires rethinking generalization", "Prechelt 1998, Early stopping"],
            ["early-stopping", "weight-decay", "dropout"]),
        new(
            "underfitting", "Underfitting", ["underfitting", "underfit", "under fitting", "high bias", "not learning", "loss not decreasing", "stuck"],
            [
                "The network does badly even on what it learned from. Find out whether it could: it should learn 20 samples by heart. "
                    + "If it does not, look for a bug, a "
                    + "rate that is wrong, dead units or unscaled data; if it does, for too few steps, too little capacity or features that hold no answer.",
            ],
            "A checkup looks for the cause by experiment.",
            ["Goodfellow, Bengio, Courville 2016, Deep learning, chapter 11"],
            ["not-learning", "below-potential", "learning-rate-too-low", "architecture-too-narrow"]),
        new(
            "early-stopping", "Early stopping", ["early stopping", "early stop", "patience", "best epoch"],
            [
                "Training ends when the loss on validation data has not fallen for some epochs, and the network of the best epoch is kept. "
                    + "It limits overfitting at no "
                    + "cost; for a quadratic loss it acts like weight decay.",
            ],
            null,
            ["Prechelt 1998, Early stopping – but when?", "Bishop 1995, Regularization and complexity control"],
            ["overfitting", "weight-decay"]),
    ];
}

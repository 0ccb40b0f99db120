namespace Relumine.Cli.Explanations.Topics;

/// <summary>What people ask about data and scores.</summary>
internal static class DataTopics
{
    /// <summary>The topics.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new(
            "class-imbalance", "Class imbalance",
            ["imbalance", "class imbalance", "imbalanced", "imbalanced data", "unbalanced", "class weight", "uneven classes", "rare class", "accuracy paradox"],
            [
                "With 2 % of one class, always answering the other is right in 98 %: accuracy then says next to nothing. "
                    + "Look at the loss against that of the constant "
                    + "answer, at AUC, and at recall of the rare class. A network that ranks well may only need another threshold.",
                "Weights for classes (inverse to how frequent they are), focal loss or sampling the rare class more often make errors on it count more; "
                    + "they also "
                    + "shift the probabilities that come out.",
            ],
            null,
            ["He, Garcia 2009, Learning from imbalanced data", "Lin, Goyal, Girshick, He, Dollár 2017, Focal loss for dense object detection"],
            ["auc", "not-learning"]),
        new(
            "auc", "AUC", ["auc", "roc", "roc auc", "ranking"],
            [
                "The probability that a sample of one class, taken at random, is ranked above one of the other: ½ is chance, 1 is perfect. "
                    + "It does not depend on a "
                    + "threshold, nor on how frequent the classes are.",
            ],
            null,
            ["Hanley, McNeil 1982, The meaning and use of the area under a ROC curve"],
            ["class-imbalance"]),
        new(
            "scaling",
            "Scaling features and targets",
            [
                "scaling",
                "feature scaling",
                "standardize",
                "standardization",
                "normalize data",
                "data normalization",
                "min max",
                "z score",
                "unscaled",
                "rescale",
            ],
            [
                "Initial weights and usual rates are made for features of mean 0 and deviation 1. "
                    + "A column of thousands beside one of fractions gives a surface that is "
                    + "steep one way and flat another, and no one rate suits both; a mean far from 0 makes units that are all on or all off.",
                "Mean and deviation are taken from the training samples and used unchanged on all later ones. Targets that are numbers need it as well.",
            ],
            "\"standardize\": true and \"standardizeTargets\": true in a recipe; the saved network then holds the scaling and takes data as they are.",
            ["LeCun, Bottou, Orr, Müller 1998, Efficient backprop, section 4.3"],
            ["data-scale", "data-not-centred", "target-scale", "data-outliers"]),
        new(
            "outliers", "Outliers", ["outlier", "outliers", "winsorize", "winsorization", "anomaly", "wrong value", "missing value"],
            [
                "One wrong number (99999 for \"unknown\") moves mean and deviation of its column and gives gradients that kill units. "
                    + "Find out where it comes from; "
                    + "winsorizing brings what lies far outside to the edge of the usual range, measured by medians.",
            ],
            "\"winsorize\": true in a recipe.",
            ["Huber, Ronchetti 2009, Robust statistics"],
            ["data-outliers"]),
        new(
            "logits", "Logits and losses", ["logit", "logits", "cross entropy", "from logits", "double softmax", "softmax twice", "loss function"],
            [
                "Losses for classes that take logits apply softmax or sigmoid themselves, with care for large numbers. "
                    + "A softmax or sigmoid in front of them squashes "
                    + "twice: probabilities then lie between 0 and 1 as logits, the second softmax of ten classes never exceeds 0.23, and gradients are small.",
            ],
            "softmaxCrossEntropy and binaryCrossEntropy take logits: let the network end in a dense layer.",
            ["Goodfellow, Bengio, Courville 2016, Deep learning, section 6.2.2"],
            ["output-activation", "blocked-output-head"]),
    ];
}

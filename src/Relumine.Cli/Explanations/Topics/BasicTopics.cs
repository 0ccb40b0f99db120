namespace Relumine.Cli.Explanations.Topics;

/// <summary>What people ask about first: what a network is made of, and how it learns.</summary>
internal static class BasicTopics
{
    /// <summary>The topics.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new(
            "neuron", "Neurons, weights and biases",
            ["neuron", "unit", "perceptron", "weight", "bias", "weighted sum", "pre activation", "artificial neuron"],
            [
                "A neuron, or unit, multiplies each of its inputs by a weight, adds the products and a bias, and puts the sum z through an activation: "
                    + "a = f(z). With ReLU it fires where z > 0 and rests elsewhere: the weights say which way the border between the two runs, the bias how "
                    + "far it is from the origin.",
                "Training changes weights and biases; the activation stays as it is.",
            ],
            "Audits and trainings count for every unit how often z > 0: a dead one never fires, an always-on one never rests.",
            [
                "McCulloch, Pitts 1943, A logical calculus of the ideas immanent in nervous activity",
                "Rosenblatt 1958, The perceptron: a probabilistic model for information storage and organization in the brain",
            ],
            ["activation-function", "layer", "dying-relu", "init-bias"]),
        new(
            "layer", "Layers and width",
            ["layer", "hidden layer", "dense", "dense layer", "fully connected", "mlp", "multilayer perceptron", "feedforward", "width", "wide"],
            [
                "A layer is many units that see the same inputs; its width is their number. What a layer puts out goes into the next one, and all between "
                    + "the inputs and the last layer are called hidden. In a dense, or fully connected, layer every unit sees every input.",
                "Wider layers can hold more at once; more layers one behind the other can bend what the ones before have bent.",
            ],
            "{ \"dense\": 64 } in a recipe is a layer of 64 sums, \"relu\" behind it the activation.",
            ["Goodfellow, Bengio, Courville 2016, Deep learning, chapter 6"],
            ["neuron", "linear-regions", "folding", "universal-approximation"]),
        new(
            "activation-function", "Activation functions",
            ["activation", "activation function", "nonlinearity", "non linearity", "transfer function"],
            [
                "The function f that a unit puts its sum through. It must not be a straight line: layers without it, however many, are together one layer. "
                    + "ReLU cuts off what is below 0; sigmoid and tanh squash; GELU and SiLU are smooth relatives of ReLU.",
                "In hidden layers ReLU is the usual choice; what stands behind the last layer follows from the loss.",
            ],
            "'relumine explain' without a name lists all activations, and explains each with its plot and its derivative at the kinks.",
            ["Glorot, Bordes, Bengio 2011, Deep sparse rectifier neural networks"],
            ["Relu", "Sigmoid", "kink", "logits"]),
        new(
            "gradient", "Gradients and backpropagation",
            ["gradient", "derivative", "slope", "backpropagation", "backprop", "back propagation", "chain rule", "gradient descent", "steepest descent"],
            [
                "The gradient says of every weight how the loss changes if the weight is raised a little. Gradient descent moves all weights a small step "
                    + "against it, again and again; the learning rate says how far.",
                "Backpropagation computes it by the chain rule, from the loss back to the inputs: layer by layer it multiplies by weights and by slopes of "
                    + "activations. Where a ReLU rests its slope is 0, so nothing goes back through it.",
            ],
            "An audit of a training shows how large gradients are in each layer; 'relumine live' shows it while a network learns.",
            ["Rumelhart, Hinton, Williams 1986, Learning representations by back-propagating errors"],
            ["learning-rate", "kink", "vanishing-gradients", "exploding-gradients"]),
        new(
            "epoch", "Steps, batches and epochs",
            ["epoch", "step", "iteration", "batch", "mini batch", "minibatch", "stochastic gradient descent", "training loop"],
            [
                "In a step the gradient is averaged over a batch of samples and the weights move once. An epoch is one pass over all training samples: as many "
                    + "steps as there are batches, in a new order each time.",
                "Small batches give noisy gradients and many steps, large ones smooth gradients and few.",
            ],
            "\"batch\" and \"epochs\" in a recipe; 32 and 10 unless given.",
            ["Bottou, Curtis, Nocedal 2018, Optimization methods for large-scale machine learning"],
            ["learning-rate", "adam-optimizer", "early-stopping", "small-batches"]),
        new(
            "score", "Loss and score",
            ["loss", "score", "accuracy", "r2", "r squared", "confusion matrix", "mse", "mean squared error", "metric"],
            [
                "The loss is the number that training makes small; it has to have slopes, so it is not what people want to know. A score is: accuracy, the "
                    + "share of samples whose class is right, or R², 1 − (sum of squared errors)/(sum of squares about the mean), which is 1 where all is "
                    + "right and 0 for always answering the mean.",
                "A confusion matrix counts, for every true class, what was answered. Where one class is frequent, accuracy alone says little.",
            ],
            "Training prints loss and score after every epoch, of training and of validation samples; docs/metrics.md tells all of them.",
            ["Bishop 2006, Pattern recognition and machine learning, chapter 1"],
            ["logits", "auc", "class-imbalance", "overfitting"]),
        new(
            "convolution", "Convolutions",
            ["convolution", "convolutional", "conv", "cnn", "channel", "filter", "kernel", "feature map", "pooling", "max pool"],
            [
                "The same small window of weights is put on every place of a picture. What it gives at all places together is a channel, or feature map; a "
                    + "layer has many of them. Pooling keeps the largest number, or the mean, of each small patch.",
                "A channel is one unit: it fires on a sample if z > 0 at any place, and is dead if that is so on no sample.",
            ],
            "{ \"conv\": { \"channels\": 8, \"kernel\": 3 } } in a recipe; audits count channels.",
            ["LeCun, Bottou, Bengio, Haffner 1998, Gradient-based learning applied to document recognition"],
            ["layer", "dead-units", "batch-norm"]),
        new(
            "universal-approximation", "Universal approximation",
            ["universal approximation", "universal approximator", "universal approximation theorem", "approximation theorem"],
            [
                "One hidden layer of enough units comes as close as one likes to any continuous function on a bounded region, if and only if the activation is "
                    + "no polynomial. With ReLU and one input it is plain to see: n units give a polygonal line with n kinks.",
                "The theorem does not say how many units are enough, nor that training finds them. Depth can need exponentially fewer.",
            ],
            "'relumine play' fits a curve before your eyes; 'relumine regions' counts its pieces.",
            [
                "Cybenko 1989, Approximation by superpositions of a sigmoidal function",
                "Leshno, Lin, Pinkus, Schocken 1993, Multilayer feedforward networks with a nonpolynomial activation function can approximate any function",
            ],
            ["linear-regions", "folding", "activation-function"]),
        new(
            "onnx", "ONNX", ["onnx", "opset", "onnx file", "onnx model", "export"],
            [
                "A file format for trained networks that most programs write and read: a graph of operators over named values, with the weights. The opset is "
                    + "the version of the operators that a file speaks of.",
            ],
            "'train' writes model.onnx; audit, trim, run, regions and verify take files of any program. docs/operators.md lists what is understood.",
            ["ONNX, Open Neural Network Exchange: operator schemas, onnx.ai"],
            ["trim"]),
    ];
}

namespace Relumine.Cli.Explanations.Topics;

/// <summary>What people ask about the pieces of a network, and about what is true for every input.</summary>
internal static class PieceTopics
{
    /// <summary>The topics.</summary>
    public static IReadOnlyList<Topic> All { get; } =
    [
        new(
            "linear-regions", "Linear regions",
            ["linear region", "region", "activation region", "piece", "affine piece", "cell", "piecewise linear", "expressivity", "depth"],
            [
                "A rectifier network is piecewise linear: where every unit stays on one side of its kink it is one affine function. Such a part of the input "
                    + "space is an activation region, or cell; cells next to each other with the same function are one linear region.",
                "n units of one layer cut a plane into at most 1 + n + n(n − 1)/2 cells. Layers one behind the other can reach exponentially many in their "
                    + "depth, and a few weights do. Networks as they are initialized and trained have far fewer: their number grows with the units, hardly "
                    + "with the depth that they are spread over.",
            ],
            "'relumine regions' counts and draws them exactly, along a line, in a plane or in a box; 'train --regions' counts them while a network learns.",
            [
                "Montúfar, Pascanu, Cho, Bengio 2014, On the number of linear regions of deep neural networks",
                "Serra, Tjandraatmadja, Ramalingam 2018, Bounding and counting linear regions of deep neural networks",
                "Hanin, Rolnick 2019, Deep ReLU networks have surprisingly few activation patterns",
            ],
            ["folding", "Relu"]),
        new(
            "folding", "Folding of space", ["fold", "folding", "space folding", "folding of space", "paper folding", "crease"],
            [
                "|x| folds a line at 0: what comes later treats x and −x alike, and a kink that it makes appears twice. Two rectifiers make a fold. Each layer "
                    + "can fold what the layers in front have folded already, so that a kink of layer L is unfolded into up to 2^L copies.",
                "That is how depth makes many pieces out of few units. Training is not bound to do so, and usually folds little.",
            ],
            "'relumine fold --html fold.html' shows it step by step, and then for networks of your own.",
            [
                "Telgarsky 2015, Representation benefits of deep feedforward networks",
                "Montúfar, Pascanu, Cho, Bengio 2014, On the number of linear regions of deep neural networks",
            ],
            ["linear-regions", "Relu"]),
        new(
            "proof", "Proven, refuted, open",
            ["proof", "proven", "refuted", "open", "witness", "certificate", "interval bound", "linear relaxation", "crown", "every input"],
            [
                "A unit that never fired on N samples was observed to be dead. It is proven dead over a box of inputs if no input between the bounds can fire "
                    + "it, and refuted if one does: the witness. If neither was found in time it is open.",
                "Intervals carry the range of every value from the inputs on; they forget that values move together, and widen. Linear relaxation puts each "
                    + "rectifier between two lines and follows lines back to the inputs. Splitting the box makes both exact in the end, where inputs are few.",
            ],
            "'relumine audit --box' asks it of units, 'trim --box' of what it removes, 'verify' of whole networks.",
            [
                "Zhang, Weng, Chen, Hsieh, Daniel 2018, Efficient neural network robustness certification with general activation functions (CROWN)",
                "Singh, Gehr, Püschel, Vechev 2019, An abstract domain for certifying neural networks (DeepPoly)",
            ],
            ["dead-units", "robustness"]),
        new(
            "robustness", "Robustness and verification",
            ["robust", "robustness", "adversarial", "adversarial example", "verify", "verification", "vnn comp", "vnnlib", "property", "certified"],
            [
                "Inputs that differ by less than anybody sees can get another answer. That no such input lies within ε of a sample is a property: for all "
                    + "inputs of a box, one output stays the largest. Other properties bound outputs, as for a controller that must not steer towards "
                    + "somebody.",
                "Searching along gradients finds inputs that break a property; that it finds none proves nothing. A proof bounds all inputs of the box "
                    + "at once.",
            ],
            "'relumine verify model.onnx property.vnnlib' proves a property, or shows an input that breaks it.",
            [
                "Goodfellow, Shlens, Szegedy 2015, Explaining and harnessing adversarial examples",
                "Katz, Barrett, Dill, Julian, Kochenderfer 2017, Reluplex: an efficient SMT solver for verifying deep neural networks",
            ],
            ["proof", "linear-regions"]),
    ];
}

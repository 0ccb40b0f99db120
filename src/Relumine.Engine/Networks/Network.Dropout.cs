using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Networks;

/// <content>Noise that exists only while a network learns.</content>
public sealed partial class Network
{
    /// <summary>While learning, every number becomes 0 with a probability and the others are scaled up (Srivastava et al. 2014, JMLR 15).</summary>
    /// <param name="ratio">The probability, from 0 to less than 1.</param>
    public Network Dropout(double ratio = 0.5)
    {
        CheckRatio(ratio);
        var value = ModelTensor.Scalar((float)ratio);
        return Then("dropout", new Dropout(), [new WeightRequest("ratio", WeightRole.Setting, value.Shape) { Fixed = value }]);
    }

    /// <summary>
    /// While learning, every number takes SELU's lowest value with a probability, and all are scaled and shifted so that
    /// mean 0 and variance 1 stay (Klambauer et al. 2017, NeurIPS). Nothing afterwards.
    /// </summary>
    /// <param name="ratio">The probability, from 0 to less than 1.</param>
    public Network AlphaDropout(double ratio = 0.05)
    {
        CheckRatio(ratio);
        return Then("alphaDropout", new AlphaDropout(ratio), []);
    }

    /// <summary>
    /// x where x &gt; 0, otherwise slope·x with a slope that is drawn for every number while the network learns, and is
    /// the mean afterwards (Xu, Wang, Chen &amp; Li 2015, arXiv:1505.00853).
    /// </summary>
    /// <param name="lower">The smallest slope.</param>
    /// <param name="upper">The largest slope.</param>
    /// <param name="kink">λ for this layer; null for the network's.</param>
    public Network RandomizedRelu(double lower = 1.0 / 8, double upper = 1.0 / 3, Kink? kink = null)
    {
        if (!(double.IsFinite(upper - lower) && lower <= upper))
        {
            throw new ArgumentOutOfRangeException(nameof(lower), lower, $"The slopes must be finite, and the smallest not above the largest ({upper}).");
        }

        return Then("rrelu", new RRelu(new Kernels.Rows.RRelu(lower, upper)), [], kink);
    }

    private static void CheckRatio(double ratio)
    {
        if (!(ratio >= 0 && (float)ratio < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The ratio must be from 0 to less than 1.");
        }
    }
}

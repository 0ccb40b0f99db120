using Relucent.Operators;

namespace Relucent;

/// <content>Noise that exists only while a network learns.</content>
public sealed partial class Network
{
    /// <summary>While learning, every number becomes 0 with a probability and the others are scaled up (Srivastava et al. 2014, JMLR 15).</summary>
    /// <param name="ratio">The probability, from 0 to less than 1.</param>
    public Network Dropout(double ratio = 0.5)
    {
        CheckRatio(ratio);
        var value = Tensor.Scalar((float)ratio);
        return Then("dropout", new Dropout(), [new WeightRequest("ratio", WeightRole.Setting, value.Shape) { Fixed = value }]);
    }

    private static void CheckRatio(double ratio)
    {
        if (!(ratio >= 0 && (float)ratio < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The ratio must be from 0 to less than 1.");
        }
    }
}

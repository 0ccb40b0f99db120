using Relumine.Graph.Operators.Functions;
using Relumine.Kernels;

namespace Relumine.Engine.Networks;

/// <content>The concatenated rectifier.</content>
public sealed partial class Network
{
    /// <summary>
    /// max(x, 0) and, behind it along the first axis of a sample, max(−x, 0): twice as many features or channels, and no unit
    /// whose information is lost (Shang et al. 2016, ICML). Both halves are observed as layers of their own.
    /// </summary>
    /// <param name="kink">λ for both halves; null for the network's.</param>
    public Network CRelu(Kink? kink = null) => Concat(Relu(kink), Apply("neg", new Neg()).Relu(kink));
}

using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Networks;

/// <content>The rectifier that learns its slope.</content>
public sealed partial class Network
{
    /// <summary>x where x &gt; 0, otherwise slope·x with a learned slope (He et al. 2015, ICCV).</summary>
    /// <param name="slope">Where the slopes begin.</param>
    /// <param name="shared">Whether all units share one slope; otherwise each unit, or channel, has its own.</param>
    /// <param name="kink">λ for this layer; null for the network's.</param>
    public Network Prelu(double slope = 0.25, bool shared = false, Kink? kink = null)
    {
        if (!double.IsFinite(slope))
        {
            throw new ArgumentOutOfRangeException(nameof(slope), slope, "The slope must be a finite number.");
        }

        if (SampleShape.Rank == 0)
        {
            throw Misfit("A PReLU", "it takes samples with at least one dimension");
        }

        // A slope [C, 1, 1] is broadcast from behind to [N, C, H, W].
        int[] dims = shared ? [1] : [SampleShape[0], .. Enumerable.Repeat(1, SampleShape.Rank - 1)];
        return Then("prelu", new PRelu(), [new WeightRequest("slope", WeightRole.Slope, new Shape(dims)) { Values = [slope] }], kink);
    }
}

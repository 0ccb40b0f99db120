using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Networks;

/// <content>Normalisations.</content>
public sealed partial class Network
{
    /// <summary>
    /// Every feature, or channel, with mean 0 and variance 1 over the batch, then scaled and shifted (Ioffe &amp; Szegedy
    /// 2015, ICML). Afterwards it uses running statistics.
    /// </summary>
    /// <param name="momentum">How much of the running statistics a step keeps, from 0 to 1.</param>
    /// <param name="epsilon">What is added to the variance, more than 0.</param>
    public Network BatchNormalization(double momentum = 0.9, double epsilon = 1e-5)
    {
        if (!(momentum >= 0 && momentum <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "The momentum must be from 0 to 1.");
        }

        CheckEpsilon(epsilon);
        if (SampleShape.Rank == 0)
        {
            throw Misfit("A batch normalisation", "it takes samples with at least one dimension");
        }

        var channels = new Shape(SampleShape[0]);
        return Then("batchNormalization", new BatchNormalization((float)epsilon, (float)momentum),
        [
            new("scale", WeightRole.Scale, channels) { Values = [1] },
            new("shift", WeightRole.Shift, channels) { Values = [0] },
            new("mean", WeightRole.Mean, channels) { Values = [0] },
            new("variance", WeightRole.Variance, channels) { Values = [1] },
        ]);
    }

    /// <summary>Every sample with mean 0 and variance 1, then scaled and shifted element by element (Ba, Kiros &amp; Hinton 2016, arXiv:1607.06450).</summary>
    /// <param name="epsilon">What is added to the variance, more than 0.</param>
    public Network LayerNormalization(double epsilon = 1e-5)
    {
        CheckEpsilon(epsilon);
        return Then("layerNormalization", new LayerNormalization(1, (float)epsilon),
        [
            new("scale", WeightRole.Scale, SampleShape) { Values = [1] },
            new("shift", WeightRole.Shift, SampleShape) { Values = [0] },
        ]);
    }

    private static void CheckEpsilon(double epsilon)
    {
        if (!((float)epsilon > 0 && float.IsFinite((float)epsilon)))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon must be a positive number.");
        }
    }
}

using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Networks;

/// <content>The same numbers under another shape.</content>
public sealed partial class Network
{
    /// <summary>Each sample as a vector. A vector stays as it is, without a layer.</summary>
    public Network Flatten() => SampleShape.Rank == 1 ? this : Then("flatten", new Flatten(), []);

    /// <summary>Each sample under another shape.</summary>
    /// <param name="sampleShape">The dimensions; one may be −1, which is then worked out.</param>
    public Network Reshape(params ReadOnlySpan<int> sampleShape) => Reshape(sampleShape, null);

    private Network Reshape(ReadOnlySpan<int> sampleShape, (LayerNode, string)? partOf)
    {
        // The first axis is the batch: 0 copies it.
        var target = ModelTensor.Vector<long>([0L, .. Array.ConvertAll(sampleShape.ToArray(), d => (long)d)]);
        foreach (var dim in sampleShape)
        {
            if (dim is 0 or < -1)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"A dimension of a shape must be positive, or −1 for the one that is to be worked out; {dim} was given."),
                    nameof(sampleShape)
                );
            }
        }

        var setting = new WeightRequest("shape", WeightRole.Setting, target.Shape) { Fixed = target };
        return new(Node("reshape", new Reshape(), [_node], [setting], partOf: partOf));
    }
}

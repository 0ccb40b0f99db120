using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Engine.Networks;

/// <content>Branches that come together.</content>
public sealed partial class Network
{
    /// <summary>The sum of two branches of the same shape.</summary>
    public Network Add(Network other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!other.SampleShape.Equals(SampleShape))
        {
            throw new ArgumentException(
                $"Branches that are added must have the same shape, but '{Name}' gives {SampleShape} and '{other.Name}' gives {other.SampleShape}.",
                nameof(other)
            );
        }

        CheckInput(other);
        return new(Node("add", new Add(), [_node, other._node], []));
    }

    /// <summary>Branches one behind the other along the first axis of a sample: features, or channels.</summary>
    public static Network Concat(params ReadOnlySpan<Network> branches)
    {
        if (branches.IsEmpty)
        {
            throw new ArgumentException("Concat needs at least one branch.", nameof(branches));
        }

        foreach (var branch in branches)
        {
            branches[0].CheckInput(branch);
            if (
                branch.SampleShape.Rank != branches[0].SampleShape.Rank
                || branch.SampleShape.Rank == 0
                || !branch.SampleShape.Dims[1..].SequenceEqual(branches[0].SampleShape.Dims[1..])
            )
            {
                throw new ArgumentException(
                    $"Branches can be put behind one another if they differ in their first dimension alone, but '{branches[0].Name}' gives "
                        + $"{branches[0].SampleShape} and '{branch.Name}' gives {branch.SampleShape}.",
                    nameof(branches)
                );
            }
        }

        return new(Node("concat", new Concat(1), [.. branches.ToArray().Select(b => b._node)], []));
    }

    /// <summary>x + body(x) (He et al. 2016, CVPR).</summary>
    /// <param name="body">The layers that x goes through.</param>
    /// <param name="shortcut">What x goes through on the other way; null for nothing. Needed where the body changes the shape.</param>
    public Network Residual(Func<Network, Network> body, Func<Network, Network>? shortcut = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var around = shortcut is null ? this : shortcut(this);
        var through = body(this);
        return through.SampleShape.Equals(around.SampleShape)
            ? around.Add(through)
            : throw new ArgumentException(
                $"The body of a residual block gives {through.SampleShape}, but what it is added to is {around.SampleShape}. "
                    + $"End the body with a layer of that shape, or give a shortcut that makes the same shape of it.",
                nameof(body)
            );
    }

    private void CheckInput(Network other)
    {
        if (First(other._node) != First(_node))
        {
            throw new ArgumentException(
                $"'{Name}' and '{other.Name}' come from different inputs; branches must begin at the same Network.Input.",
                nameof(other)
            );
        }

        static LayerNode First(LayerNode node)
        {
            while (node.Inputs.Count > 0)
            {
                node = node.Inputs[0];
            }

            return node;
        }
    }
}

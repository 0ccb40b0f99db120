using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The walk over a tensor whose positions fall into blocks, and over the same elements with the places of a block as channels.</summary>
internal static class Blocks
{
    /// <summary>The nest over both.</summary>
    /// <param name="wide">The shape with all positions, [N, C, H, W].</param>
    /// <param name="block">The side of a block.</param>
    /// <param name="channelsFirst">Whether of the channels of the other tensor those of this one are the outermost.</param>
    /// <param name="toWide">Whether operand A is the tensor with more channels; otherwise operand B is.</param>
    public static Nest Nest(Shape wide, int block, bool channelsFirst, bool toWide)
    {
        var (channels, height, width) = (wide[1], wide[2] / block, wide[3] / block);
        var plane = height * width;
        var (channel, place) = channelsFirst ? (block * block * plane, plane) : (plane, channels * plane);
        var nest = default(Nest);
        Add(wide[0], channels * block * block * plane, channels * wide[2] * wide[3]);
        Add(channels, channel, wide[2] * wide[3]);
        Add(height, width, block * wide[3]);
        Add(block, block * place, wide[3]);
        Add(width, 1, block);
        Add(block, place, 1);
        return nest;

        void Add(int dim, int deep, int flat) => nest.Add(dim, toWide ? deep : flat, toWide ? flat : deep);
    }
}

using System.Numerics;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>Gradients of inputs that are broadcast to output 0: first for every place where an element is used, then summed.</summary>
internal static class Broadcasting
{
    /// <summary>dL/d(output 0).</summary>
    public static ReadOnlySpan<T> Upstream<T>(this BackwardContext context) where T : unmanaged => context.OutputGradient(0).Values<T>();

    /// <summary>Memory for the gradient of input <paramref name="i"/> in the output's shape: its own if that is its shape, else working memory.</summary>
    public static Span<T> Whole<T>(this BackwardContext context, int i) where T : unmanaged =>
        IsWhole(context, i) ? context.InputGradient(i).Values<T>() : context.Scratch<T>(context.OutputGradient(0).Length);

    /// <summary>Whether input <paramref name="i"/> has the output's shape.</summary>
    public static bool IsWhole(this BackwardContext context, int i) => context.InputGradient(i).Shape.Equals(context.OutputGradient(0).Shape);

    /// <summary>Writes the gradient of input <paramref name="i"/>, given in the output's shape, unless it lies there already.</summary>
    public static void Fold<T>(this BackwardContext context, int i, ReadOnlySpan<T> whole) where T : unmanaged, INumber<T>
    {
        var gradient = context.InputGradient(i);
        if (!IsWhole(context, i) || !whole.Overlaps(gradient.Values<T>()))
        {
            Scattering.Sum(whole, context.OutputGradient(0).Shape, gradient.Values<T>(), gradient.Shape);
        }
    }
}

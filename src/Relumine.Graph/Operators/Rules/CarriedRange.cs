using Relumine.Graph.Operators.Bounds;

namespace Relumine.Graph.Operators.Rules;

/// <summary>Ranges of units that have to be looked up, because they change their places.</summary>
internal static class CarriedRange
{
    /// <summary>Ranges of values side by side along the axis of the units; by <see cref="Op.Bounds"/> if the output carries none.</summary>
    public static ValueRange Beside(RangeContext context)
    {
        if (context.Along is not { } along)
        {
            return context.ByElement();
        }

        var parts = context.Node.Inputs
            .SelectMany((input, i) => Enumerable.Range(0, context.Map.Shapes[input].Shape[along.Axis]).Select(unit => context.Of(i)[unit])).ToArray();
        return ValueRange.Of(parts.Length, i => parts[i]);
    }

    /// <summary>Ranges of the same elements under another shape: by slots, which elements keep whatever becomes of the shape.</summary>
    public static ValueRange Spread(RangeContext context)
    {
        var range = context.Of(0);
        if (context.Along is not { } to || context.Map.SlotsOf(context.Node.Inputs[0]) is not { } from || range.Length != from.Length)
        {
            return range.Hull;
        }

        int Root(int slot) => context.Map.Slots.Root(slot);
        var bySlot = Enumerable.Range(0, from.Length).GroupBy(i => Root(from.Slots[i]))
            .ToDictionary(g => g.Key, g => g.Select(i => range[i]).Aggregate((a, b) => a.Hull(b)));
        return ValueRange.Of(to.Length, i => bySlot[Root(to.Slots[i])]);
    }
}

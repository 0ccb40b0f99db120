namespace Relucent.Operators;

/// <summary>Adds borders: along each axis, a table says which element of the input comes where, or none.</summary>
internal static class Bordering
{
    private const int None = -1;

    public static void Run(ForwardContext context, PadMode mode, Tensor pads, Tensor? axes)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        var rank = y.Shape.Rank;
        var total = 0;
        foreach (var dim in y.Shape.Dims)
        {
            total += dim;
        }

        // One table after another, and the current place in each.
        var tables = context.Scratch<int>(total + rank);
        var place = tables[total..];
        place.Clear();
        for (int d = 0, first = 0; d < rank; first += y.Shape[d], d++)
        {
            var before = (int)Pad.Widths(pads, axes, d, rank).Before;
            for (var i = 0; i < y.Shape[d]; i++)
            {
                tables[first + i] = Source(i - before, x.Shape[d], mode);
            }
        }

        var size = y.Type.Size();
        var value = context.HasInput(2) ? context.Input(2).Bytes : default;
        for (var at = 0; at < y.Length; at++)
        {
            var target = y.Bytes.Slice(at * size, size);
            var from = From(x.Shape, y.Shape, tables, place);
            if (from != None)
            {
                x.Bytes.Slice(from * size, size).CopyTo(target);
            }
            else if (value.IsEmpty)
            {
                target.Clear();
            }
            else
            {
                value.CopyTo(target);
            }

            for (var d = rank - 1; d >= 0 && ++place[d] == y.Shape[d]; d--)
            {
                place[d] = 0;
            }
        }
    }

    private static int From(Shape x, Shape y, ReadOnlySpan<int> tables, ReadOnlySpan<int> place)
    {
        var from = 0;
        for (int d = 0, first = 0; d < place.Length; first += y[d], d++)
        {
            var index = tables[first + place[d]];
            if (index == None)
            {
                return None;
            }

            from = from * x[d] + index;
        }

        return from;
    }

    private static int Source(int i, int size, PadMode mode) => mode switch
    {
        _ when i >= 0 && i < size => i,
        PadMode.Edge => Math.Clamp(i, 0, size - 1),
        PadMode.Wrap => Modulo(i, size),
        PadMode.Reflect => size == 1 ? 0 : size - 1 - Math.Abs(Modulo(i, 2 * size - 2) - size + 1),
        _ => None,
    };

    private static int Modulo(int i, int n) => (i % n + n) % n;
}

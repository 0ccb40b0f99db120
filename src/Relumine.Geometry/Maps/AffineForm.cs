namespace Relumine.Geometry.Maps;

/// <summary>A value as an affine function of values that bends made, or that the caller gives: a sum of maps and a constant.</summary>
/// <param name="Terms">Which slot is read through which map; at most one term a slot.</param>
/// <param name="Constant">What is added.</param>
internal sealed record AffineForm(IReadOnlyList<(int Slot, LinearMap Map)> Terms, double[] Constant)
{
    /// <summary>The number of elements.</summary>
    public int Size => Constant.Length;

    /// <summary>Entries of all maps.</summary>
    public long Entries => Terms.Sum(t => t.Map.Entries);

    /// <summary>Whether elements are read with hardly any work, so that it costs nothing to read them again.</summary>
    public bool IsLight => Entries <= Size;

    /// <summary>The values of a slot.</summary>
    public static AffineForm Slot(int slot, int size) => new([(slot, LinearMap.Identity(size))], new double[size]);

    /// <summary>Numbers that depend on nothing.</summary>
    public static AffineForm Of(double[] constant) => new([], constant);

    /// <summary>A map behind the form.</summary>
    public AffineForm Then(LinearMap map, double[]? offset = null)
    {
        var constant = new double[map.Rows];
        offset?.CopyTo(constant, 0);
        for (var i = 0; i < Size; i++)
        {
            if (Constant[i] != 0)
            {
                map.AddColumn(i, Constant[i], constant);
            }
        }

        return new AffineForm([.. Terms.Select(t => (t.Slot, map.After(t.Map)))], constant);
    }

    /// <summary>The sum of two forms.</summary>
    public AffineForm Plus(AffineForm other, double factor = 1)
    {
        var maps = Terms.ToDictionary(t => t.Slot, t => t.Map);
        foreach (var (slot, map) in other.Terms)
        {
            var scaled = map.Times(factor);
            maps[slot] = maps.TryGetValue(slot, out var first) ? Sum(first, scaled) : scaled;
        }

        var constant = Constant.Zip(other.Constant, (a, b) => a + (factor * b)).ToArray();
        return new AffineForm([.. maps.OrderBy(m => m.Key).Select(m => (m.Key, m.Value))], constant);
    }

    /// <summary>Forms below one another.</summary>
    public static AffineForm Stack(IReadOnlyList<AffineForm> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var (size, first) = (parts.Sum(p => p.Size), 0);
        AffineForm? sum = null;
        foreach (var part in parts)
        {
            var source = new int[size];
            for (var i = 0; i < size; i++)
            {
                source[i] = i >= first && i < first + part.Size ? i - first : -1;
            }

            var placed = part.Then(LinearMap.Pick(part.Size, source));
            sum = sum is null ? placed : sum.Plus(placed);
            first += part.Size;
        }

        return sum!;
    }

    private static LinearMap Sum(LinearMap a, LinearMap b)
    {
        var entries = new Dictionary<(int, int), double>();
        foreach (var (row, column, value) in a.All().Concat(b.All()))
        {
            entries[(row, column)] = entries.GetValueOrDefault((row, column)) + value;
        }

        return LinearMap.Of(a.Rows, a.Columns, [.. entries.Select(e => (e.Key.Item1, e.Key.Item2, e.Value))]);
    }
}

using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Products;

/// <summary>The axes of an Einsum: those of the output, then those that are summed over, and how far each moves in every input.</summary>
internal sealed class EinsumAxes
{
    private readonly int[] _dims;
    private readonly int[][] _strides;
    private readonly int[] _at;
    private readonly int _kept;

    private EinsumAxes(int[] dims, int[][] strides, int kept)
    {
        (_dims, _strides, _kept, _at, Places) = (dims, strides, kept, new int[dims.Length], new int[strides.Length]);
        Output = new Shape(dims.AsSpan(0, kept));
        Terms = new Shape(dims.AsSpan(kept)).ElementCount;
    }

    /// <summary>The output's shape.</summary>
    public Shape Output { get; }

    /// <summary>The number of products that an element is a sum of.</summary>
    public int Terms { get; }

    /// <summary>Where the factors of the product at hand are, one of each input.</summary>
    public int[] Places { get; }

    /// <summary>Reads an equation; null if it does not fit the shapes.</summary>
    public static EinsumAxes? Of(string equation, IReadOnlyList<Shape> shapes)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Length != shapes.Count)
        {
            return null;
        }

        // Axes under an ellipsis are named by the letters from 0 on, counted from the last.
        var inputs = new List<char[]>();
        var dots = 0;
        for (var i = 0; i < terms.Length; i++)
        {
            var letters = terms[i].Replace("...", "", StringComparison.Ordinal).Length;
            var under = shapes[i].Rank - letters;
            if (under < 0 || (under > 0 && !terms[i].Contains("...", StringComparison.Ordinal)))
            {
                return null;
            }

            dots = Math.Max(dots, under);
            inputs.Add([.. terms[i].Replace("...", Dots(under), StringComparison.Ordinal)]);
        }

        var all = inputs.SelectMany(l => l).ToArray();
        var output = sides.Length == 2
            ? sides[1].Replace("...", Dots(dots), StringComparison.Ordinal).ToCharArray()
            : [.. Dots(dots), .. all.Where(l => char.IsLetter(l) && all.Count(o => o == l) == 1).Order()];
        char[] order = [.. output, .. all.Distinct().Except(output)];
        var dims = order.Select(l => inputs.SelectMany((term, i) => term.Select((t, d) => (t, Size: shapes[i][d]))).Where(t => t.t == l)
            .Select(t => t.Size).DefaultIfEmpty(0).Max()).ToArray();
        var strides = new int[inputs.Count][];
        for (var i = 0; i < strides.Length; i++)
        {
            strides[i] = new int[order.Length];
            for (var d = 0; d < inputs[i].Length; d++)
            {
                var (size, place) = (shapes[i][d], Array.IndexOf(order, inputs[i][d]));
                if (size != dims[place] && size != 1)
                {
                    return null;
                }

                strides[i][place] += size == 1 ? 0 : shapes[i].Product(d + 1, shapes[i].Rank);
            }
        }

        return output.Distinct().Count() == output.Length && output.All(all.Contains) ? new EinsumAxes(dims, strides, output.Length) : null;
    }

    /// <summary>Goes to the first product of an element of the output.</summary>
    public void Start(int element)
    {
        Array.Clear(_at);
        Array.Clear(Places);
        for (var d = _kept - 1; d >= 0; d--)
        {
            var at = element % _dims[d];
            element /= _dims[d];
            for (var i = 0; i < Places.Length; i++)
            {
                Places[i] += at * _strides[i][d];
            }
        }
    }

    /// <summary>Goes to the next product.</summary>
    public void Next()
    {
        for (var d = _dims.Length - 1; d >= _kept; d--)
        {
            var isLast = ++_at[d] == _dims[d];
            for (var i = 0; i < Places.Length; i++)
            {
                Places[i] += isLast ? -(_dims[d] - 1) * _strides[i][d] : _strides[i][d];
            }

            if (!isLast)
            {
                return;
            }

            _at[d] = 0;
        }
    }

    private static string Dots(int count) => new([.. Enumerable.Range(0, count).Select(i => (char)('0' + count - 1 - i))]);
}

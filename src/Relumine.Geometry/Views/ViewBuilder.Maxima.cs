using Relumine.Geometry.Maps;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Windows;

namespace Relumine.Geometry.Views;

/// <content>
/// The largest of several: a tournament of matches max(a, b) = b + relu(a − b), round by round. Where the winner of a match loses
/// a later one, the match does not matter; <see cref="PiecewiseLayer.NextMatch"/> lets the walks tell.
/// </content>
internal sealed partial class ViewBuilder
{
    private bool ReadMaximum(Node node)
    {
        switch (node.Op)
        {
            case Max:
                Set(Largest(node, 1));
                return true;
            case Min:
                Set(Largest(node, -1));
                return true;
            case ReduceMax or ReduceMin:
                var (groups, target) = ReducedTo(node, (ReducingOp)node.Op);
                Set(Tournament(Form(node.Inputs[0]), Members(groups, target.Select((t, i) => (t, i))), node.Op is ReduceMin ? -1 : 1));
                return true;
            case GlobalMaxPool:
                var (shape, x) = (_shapes[node.Inputs[0]].Shape, Form(node.Inputs[0]));
                var plane = shape.Product(2, shape.Rank);
                Set(Tournament(x, Members(x.Size / plane, Enumerable.Range(0, x.Size).Select(i => (i / plane, i))), 1));
                return true;
            case MaxPool pool when node.Outputs.Count == 1 || node.Outputs[1].Length == 0:
                var size = _shapes[node.Outputs[0]].Shape.ElementCount;
                var window = pool.WindowOver(_shapes[node.Inputs[0]].Shape, pool.KernelShape.Span, pool.CeilMode);
                Set(Tournament(Form(node.Inputs[0]), Members(size, Taps(window, size)), 1));
                return true;
            default:
                return false;
        }
    }

    private static List<int>[] Members(int groups, IEnumerable<(int Group, int Element)> pairs)
    {
        var members = Enumerable.Range(0, groups).Select(_ => new List<int>()).ToArray();
        foreach (var (group, element) in pairs)
        {
            members[group].Add(element);
        }

        return members;
    }

    /// <summary>Max (sign 1) or Min (sign −1) of several inputs: constants bend each element by itself, values meet in a tournament.</summary>
    private AffineForm Largest(Node node, double sign)
    {
        var parts = Enumerable.Range(0, node.Inputs.Count).Select(i => (Varies: _shapes.Varies(node.Inputs[i]), Form: Broadcast(node, i))).ToArray();
        var values = parts.Where(p => p.Varies).Select(p => p.Form).ToArray();
        var size = values[0].Size;
        var result = values.Length == 1 ? values[0]
            : Tournament(AffineForm.Stack(values), Members(size, Enumerable.Range(0, size * values.Length).Select(i => (i % size, i))), sign);
        var constants = parts.Where(p => !p.Varies).Select(p => p.Form.Constant).ToArray();
        if (constants.Length == 0)
        {
            return result;
        }

        var bounds = Enumerable.Range(0, size).Select(i => sign * constants.Max(c => sign * c[i])).ToArray();
        return Layer(result, new Bend([.. bounds.Select(b =>
            !double.IsFinite(b) ? Segments.Line(1, 0)
            : sign > 0 ? Segments.Bent(b, 0, 1, b) : Segments.Bent(b, 1, 0, b))]));
    }

    private AffineForm Tournament(AffineForm x, List<int>[] members, double sign)
    {
        var empty = Array.FindIndex(members, m => m.Count == 0);
        if (empty >= 0)
        {
            throw Refuse($"result {empty} is the largest of no elements");
        }

        // Competitors: a row of the source, and the match (layer, unit) that it comes from.
        var source = Materialize(Scaled(x, sign));
        var standing = members.Select(m => m.Select(row => (Row: row, Layer: -1, Unit: -1)).ToList()).ToArray();
        while (standing.Any(s => s.Count > 1))
        {
            source = Round(source, standing);
        }

        return Scaled(source.Then(LinearMap.Pick(source.Size, [.. standing.Select(s => s[0].Row)])), sign);
    }

    private AffineForm Round(AffineForm source, List<(int Row, int Layer, int Unit)>[] standing)
    {
        var (differences, next, winners) = (new List<(int, int, double)>(), new List<(int, int, bool)>(), new List<(int First, int Second)>());
        var (layer, rows) = (_layers.Count, new List<(int Source, int Match)>());
        foreach (var group in standing)
        {
            var through = new List<(int, int, int)>();
            for (var i = 0; i < group.Count; i += 2)
            {
                var a = group[i];
                if (i + 1 == group.Count)
                {
                    rows.Add((a.Row, -1));
                    through.Add((rows.Count - 1, a.Layer, a.Unit));
                    continue;
                }

                var (b, match) = (group[i + 1], next.Count);
                differences.Add((match, a.Row, 1));
                differences.Add((match, b.Row, -1));
                next.Add((-1, -1, false));
                Send(a, layer, match, true);
                Send(b, layer, match, false);
                rows.Add((b.Row, match));
                through.Add((rows.Count - 1, layer, match));
            }

            group.Clear();
            group.AddRange(through);
        }

        var won = Layer(source.Then(LinearMap.Of(next.Count, source.Size, differences)), new Bend(Same(Segments.Rectifier, next.Count)));
        _layers[layer].NextMatch = [.. next];
        return source.Then(LinearMap.Pick(source.Size, [.. rows.Select(r => r.Source)]))
            .Plus(won.Then(LinearMap.Pick(next.Count, [.. rows.Select(r => r.Match)])));
    }

    private void Send((int Row, int Layer, int Unit) competitor, int layer, int match, bool isFirst)
    {
        if (competitor.Layer >= 0)
        {
            _layers[competitor.Layer].NextMatch![competitor.Unit] = (layer, match, isFirst);
        }
    }
}

using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Graph.Tests.Operators;
using Relumine.Graph.Trimming;

namespace Relumine.Graph.Tests.Contracts;

/// <summary>What trimming is told of every operator: units taken out in front of it or in it are gone behind it, and the others stay as they were.</summary>
public class CarriageContract
{
    private const int Cases = 60;
    private static readonly Dictionary<string, SilentUnits> s_silent = [];

    public static TheoryData<string> Names => [.. Subjects.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void ANetworkWithoutUnitsGivesWhatIsLeftOfIt(string name)
    {
        var (random, carried) = (new Random(21), 0);
        Subjects.Check(name, Cases, found =>
        {
            foreach (var channels in (bool[])[false, true])
            {
                // Units come in by the first input of floating-point numbers; conditions and indices are constants.
                var data = Array.FindIndex(found.Inputs, t => t?.Type.IsFloat() == true);
                var c = found with { Varies = [.. found.Varies.Select((v, i) => i == data || (v && found.Inputs[i]!.Type.IsFloat()))], OutputCount = 1 };
                if (IsPossible(c) && SmallModel.BehindProducts(c, random, channels) is { } model && Remove(model, random) is { } edit)
                {
                    carried++;
                    var inputs = SmallModel.Inputs(model, c, random, -2, 2);
                    var along = edit.Map.SlotsOf(SmallModel.Output)!;
                    var kept = edit.KeptOf(SmallModel.Output)!;
                    var whole = SmallModel.Run(model, inputs);
                    var expected = SmallModel.At(whole, along.Axis, kept);
                    SmallModel.Run(edit.Finish(), inputs).ShouldAgreeWith(expected, $"{along.Length - kept.Length} of {along.Length} units removed");
                }
            }
        });
        Unanswered.Carriage.ShouldHold(name, carried > 0);
    }

    // A shape may be unknown once an input varies that did not.
    private static bool IsPossible(RandomCase c)
    {
        try
        {
            c.OutputTypes();
            return true;
        }
        catch (Exception e) when (e is Graph.Errors.GraphException or Graph.Errors.UnsupportedException)
        {
            return false;
        }
    }

    // Takes some units of the output away, and whatever belongs together with them; null if none can go.
    private static TrimEdit? Remove(Model model, Random random)
    {
        var map = new UnitMap(model, null, s_silent);
        var removed = new HashSet<int>();
        foreach (var slot in map.SlotsOf(SmallModel.Output)?.Slots ?? [])
        {
            var root = map.Slots.Root(slot);
            var isFree = map.Slots.PinOf(root) is null or { Node: null };
            if (isFree && random.Next(2) == 0 && removed.Add(root) && map.SlotAxes.Any(a => a.Slots.All(s => removed.Contains(map.Slots.Root(s)))))
            {
                removed.Remove(root);
            }
        }

        if (removed.Count == 0)
        {
            return null;
        }

        var edit = new TrimEdit(map, removed, new Dictionary<int, (int, double)>());
        foreach (var node in model.Graph.Nodes)
        {
            node.Op.Carrier(node, map.Shapes)?.Edit(node, edit);
        }

        return edit;
    }
}

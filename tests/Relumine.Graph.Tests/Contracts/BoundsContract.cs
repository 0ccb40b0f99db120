using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;
using Relumine.Graph.Tests.Operators;
using Relumine.Graph.Trimming;
using Relumine.Graph.Trimming.Bounds;

namespace Relumine.Graph.Tests.Contracts;

/// <summary>No operator gives a number outside the bounds that it states, alone or behind others, whatever its inputs are.</summary>
public class BoundsContract
{
    private const int Cases = 12;
    private const int Draws = 4;

    private static readonly (double Low, double High)[] s_ranges = [(-2, 2), (0.125, 2), (-3, -0.5), (-0.875, 0.875), (2, 40), (-1.0 / 1024, 1.0 / 1024)];

    public static TheoryData<string> Names => [.. Subjects.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingLiesOutside(string name)
    {
        var (random, answered, finite) = (new Random(31), false, false);
        Subjects.Check(name, Cases, c =>
        {
            // A truth value is bounded by its type.
            if (c.Inputs.All(t => t is null) || c.OutputTypes()[0].Type is ElementType.Int64 or ElementType.Int32)
            {
                return;
            }

            Model?[] models = [SmallModel.Alone(c), SmallModel.BehindProducts(c, random, false), SmallModel.BehindProducts(c, random, true)];
            foreach (var model in models.OfType<Model>().Where(m => m.Graph.Inputs.Count > 0 && new ShapeInference(m, null).Varies(SmallModel.Output)))
            {
                foreach (var (low, high) in s_ranges)
                {
                    var range = new UnitBounds(model, low, high).Of(SmallModel.Output);
                    var all = range.Hull[0];
                    answered |= double.IsFinite(all.Low) || double.IsFinite(all.High);
                    finite |= double.IsFinite(all.Low) && double.IsFinite(all.High);
                    for (var draw = 0; draw < Draws; draw++)
                    {
                        ShouldHold(SmallModel.Run(model, SmallModel.Inputs(model, c, random, low, high)), range, model, $"inputs from {low} to {high}");
                    }
                }
            }
        });
        Unanswered.Bounds.ShouldHold(name, answered);
        if (answered)
        {
            Unanswered.FiniteBounds.ShouldHold(name, finite);
        }
    }

    private static void ShouldHold(ModelTensor output, ValueRange range, Model model, string what)
    {
        var axis = new UnitMap(model, null, new Dictionary<string, SilentUnits>()).SlotsOf(SmallModel.Output)?.Axis ?? 0;
        var (inner, units) = (output.Shape.Rank == 0 ? 1 : output.Shape.Product(axis + 1, output.Shape.Rank), output.Shape.Rank == 0 ? 1 : output.Shape[axis]);
        for (var i = 0; i < output.Length; i++)
        {
            var (low, high) = range[i / inner % units];
            var value = output.NumberAt(i);
            (double.IsNaN(value) || (value >= low && value <= high)).ShouldBeTrue($"{what}: {value} is not between {low} and {high}");
        }
    }
}

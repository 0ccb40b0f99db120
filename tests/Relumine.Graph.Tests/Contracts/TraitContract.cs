using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Graph.Tests.Operators;

namespace Relumine.Graph.Tests.Contracts;

/// <summary>What operators say of their elements, inputs and axes, checked by numbers; who says nothing is on a list, with the reason.</summary>
public class TraitContract
{
    private const int Cases = 12;

    public static TheoryData<string> Names => [.. Subjects.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AnElementDependsOnTheElementsAtItsPlaceAlone(string name)
    {
        var claimed = false;
        Subjects.Check(name, Cases, c =>
        {
            claimed |= c.Op.IsElementwise;
            c.Op.IsElementwise.ShouldBe(claimed, "variants of an operator differ");
            var types = c.OutputTypes();
            var before = RandomCase.Run(c.Op, c.Inputs, types)[0];
            for (var i = 0; claimed && i < c.Inputs.Length; i++)
            {
                if (c.Inputs[i] is not { Length: > 0 } input || c.Op.RoleOf(i) == InputRole.Setting)
                {
                    continue;
                }

                var changed = input.Length / 2;
                var inputs = c.Inputs.ToArray();
                inputs[i] = Changed(input, changed);
                var after = RandomCase.Run(c.Op, inputs, types)[0];
                for (var at = 0; at < before.Length; at++)
                {
                    var size = before.Type.Size();
                    var isSame = before.Bytes.Slice(at * size, size).SequenceEqual(after.Bytes.Slice(at * size, size));
                    (isSame || Place(at, before.Shape, input.Shape) == changed).ShouldBeTrue($"element {changed} of input {i} changes element {at}");
                }
            }
        });
        Unanswered.Elementwise.ShouldHold(name, claimed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnAxisThatIsKeptMayBeReorderedAndCut(string name)
    {
        var (random, claimed) = (new Random(11), false);
        Subjects.Check(name, Cases, c =>
        {
            var model = SmallModel.Alone(c);
            var (node, shapes) = (model.Graph.Nodes[0], new ShapeInference(model, null));
            var output = RandomCase.Run(c.Op, c.Inputs, c.OutputTypes())[0];
            for (var axis = 0; axis < output.Shape.Rank; axis++)
            {
                int[] places = [.. Enumerable.Range(0, output.Shape[axis]).OrderBy(_ => random.Next()).Skip(output.Shape[axis] > 1 ? random.Next(2) : 0)];
                var (inputs, touched) = (c.Inputs.ToArray(), false);
                for (var i = 0; i < inputs.Length; i++)
                {
                    for (var from = 0; from < c.Inputs[i]?.Shape.Rank; from++)
                    {
                        if (c.Op.KeptAxis(node, shapes, i, from) == axis && c.Inputs[i]!.Shape[from] == output.Shape[axis])
                        {
                            (inputs[i], touched) = (SmallModel.At(inputs[i]!, from, places), true);
                        }
                    }
                }

                claimed |= touched;
                if (touched)
                {
                    var expected = SmallModel.At(output, axis, places);
                    (c with { Inputs = inputs }).Run()[0].ShouldAgreeWith(expected, $"axis {axis} at {string.Join(", ", places)}");
                }
            }
        });
        Unanswered.Axes.ShouldHold(name, claimed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInputHasARoleAndPlaysIt(string name)
    {
        var (random, known) = (new Random(12), true);
        Subjects.Check(name, Cases, c =>
        {
            for (var i = 0; i < c.Inputs.Length; i++)
            {
                var role = c.Op.RoleOf(i);
                known &= role != InputRole.Unknown;
                if (c.Inputs[i]?.Type.IsFloat() == true && role is InputRole.Weight or InputRole.Bias or InputRole.Slope or InputRole.Statistic)
                {
                    new ParameterCase(c, i, random).ShouldPlay(role);
                }
            }
        });
        Unanswered.Roles.ShouldHold(name, known);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void UnitsLieAlongAnAxisOfWhatMakesThem(string name) => Subjects.Check(name, Cases, c =>
    {
        var model = SmallModel.Alone(c);
        var (node, shapes) = (model.Graph.Nodes[0], new ShapeInference(model, null));
        var made = c.Op.UnitsMade(node, shapes);
        (made is not null).ShouldBe(c.Op.MakesUnits);
        if (made is { } units && shapes[SmallModel.Output].Shape.Rank > 0)
        {
            units.Axis.ShouldBeInRange(0, shapes[SmallModel.Output].Shape.Rank - 1);
            (!units.AreChannels || shapes[SmallModel.Output].Shape.Rank > 2).ShouldBeTrue("channels have positions");
            var kept = Enumerable.Range(0, c.Inputs.Length)
                .SelectMany(i => Enumerable.Range(0, c.Inputs[i]?.Shape.Rank ?? 0).Select(a => c.Op.KeptAxis(node, shapes, i, a)));

            // A group of a convolution has units of its own, and of a vector no axis is left.
            var isGrouped = c.Op is Conv { Groups: > 1 } or ConvTranspose { Groups: > 1 };
            (kept.Contains(units.Axis) || isGrouped || c.Inputs.Any(t => t?.Shape.Rank == 1)).ShouldBeTrue("no input has this axis");
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void AnActivationWorksElementByElementOnItsInput(string name) => Subjects.Check(name, 1, c =>
    {
        (!c.Op.IsActivation || (c.Op.IsElementwise && c.Op.RoleOf(0) == InputRole.Data)).ShouldBeTrue();
        c.Op.IsActivation.ShouldBe(c.Op is Activate or PRelu or RRelu);
    });

    [Fact]
    public void WhoGivesNoAnswerExists() =>
        Unanswered.All.SelectMany(list => list.Names).Except(Subjects.Names).ShouldBeEmpty();

    private static ModelTensor Changed(ModelTensor tensor, int at)
    {
        var changed = tensor.Clone();
        switch (tensor.Type)
        {
            case ElementType.Int64:
                changed.Values<long>()[at] += 1;
                break;
            case ElementType.Int32:
                changed.Values<int>()[at] += 1;
                break;
            case ElementType.Bool:
                changed.Values<bool>()[at] ^= true;
                break;
            default:
                changed.SetNumber(at, tensor.NumberAt(at) + 1);
                break;
        }

        return changed;
    }

    // The element of a broadcast input that belongs to an element of the output.
    private static int Place(int at, Shape output, Shape input)
    {
        var (place, stride) = (0, 1);
        for (var d = 1; d <= input.Rank; d++)
        {
            var size = d <= output.Rank ? output[-d] : 1;
            place += input[-d] == 1 ? 0 : at % size * stride;
            (at, stride) = (at / size, stride * input[-d]);
        }

        return place;
    }
}

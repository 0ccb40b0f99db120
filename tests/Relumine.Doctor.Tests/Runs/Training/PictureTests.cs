using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Doctor.Runs.Training;
using Relumine.Engine.Networks;
using Relumine.Engine.Training.Examining;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Runs.Training;

/// <summary>What pages draw of a trained network, on one whose answers are known: class 1 where the second input is the larger.</summary>
public class PictureTests
{
    private static readonly Dataset s_data = Dataset.OfLabels(
        "points", ModelTensor.Of<float>(new Shape(5, 2), 0, 1, 2, 0, 3, 4, 10, 0, 0, 10), [1, 0, 0, 0, 1], 2);

    [Fact]
    public void AConfusionMatrixCountsAnswersByTheTrueClass()
    {
        var matrix = ConfusionMatrix.Of(LargerInput(), s_data, null)!;

        matrix.Validation.ShouldBeFalse();
        matrix.Classes.ShouldBe(["0", "1"]);
        matrix.Counts[0].ShouldBe([2, 1]);
        matrix.Counts[1].ShouldBe([0, 2]);
        ConfusionMatrix.Of(LargerInput(), s_data, s_data.Take([2]))!.Counts[0].ShouldBe([0, 1]);
        var numbers = Dataset.OfValues("numbers", s_data.Features, ModelTensor.Zeros(ElementType.Float32, new Shape(5, 1)));
        ConfusionMatrix.Of(LargerInput(), numbers, null).ShouldBeNull();
    }

    [Fact]
    public void ADecisionMapIsDividedWhereTheNetworkDecides()
    {
        var map = DecisionMap.Of(LargerInput(), s_data, null)!;

        (map.X.Low, map.X.High, map.Y.Low, map.Y.High).ShouldBe((-1, 11, -1, 11));
        for (var row = 0; row < map.Side; row++)
        {
            for (var column = 0; column < map.Side; column++)
            {
                if (row != column)
                {
                    map.Answers[(row * map.Side) + column].ShouldBe((byte)(row > column ? 1 : 0));
                }
            }
        }

        map.Points.Count.ShouldBe(5);
        map.Points[3].X.ShouldBe(11.0 / 12, 1e-6);
        map.Points[3].Label.ShouldBe(0);
    }

    [Fact]
    public void AxesAreInTheUnitsOfTheData()
    {
        var standardized = StandardizedData.Of(s_data, null, new DataTransforms(true, false, false, false));

        var map = DecisionMap.Of(LargerInput(), standardized.Training, standardized.Input)!;

        map.X.Low.ShouldBe(-1, 1e-4);
        map.X.High.ShouldBe(11, 1e-4);
    }

    [Theory]
    [InlineData("", new int[0])]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-3, 7", new[] { 0, 1, 2, 3, 7 })]
    [InlineData("2, 4, 6-7", new[] { 2, 4, 6, 7 })]
    public void UnitsAreWrittenAndReadAsRanges(string text, int[] units)
    {
        UnitRanges.Write(units).ShouldBe(text);
        UnitRanges.Read(text).ShouldBe(units);
    }

    [Fact]
    public void RangesOfAFileMayBeAnything()
    {
        UnitRanges.Read("3-1, x, -, 5-, 0-2000000000").Count().ShouldBeLessThanOrEqualTo(UnitRanges.MostUnits + 1);
    }

    // A dense layer of two inputs and two outputs whose weights are the identity.
    private static Model LargerInput()
    {
        var network = Network.Input(2).Dense(2);
        var model = network.Build(1);
        return model with
        {
            Weights = model.Weights.ToDictionary(
                w => w.Key,
                w => w.Value.Shape.Rank == 2 ? ModelTensor.Of<float>(w.Value.Shape, 1, 0, 0, 1) : ModelTensor.Zeros(ElementType.Float32, w.Value.Shape)),
        };
    }
}

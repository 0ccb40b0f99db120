using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Forms that operators had in older opsets are lifted to that of today, and what it cannot say is refused.</summary>
public class OldFormTests
{
    private static readonly ModelTensor Cube = ModelTensor.Of<float>(new Shape(2, 2, 2), 0, 1, 2, 3, 4, 5, 6, 7);

    [Fact]
    public void SoftmaxBefore13SawAMatrix()
    {
        var y = Run("Softmax", 11, [], Cube);
        y.Shape.ShouldBe(Cube.Shape);
        var e = new[] { 0.0, 1, 2, 3 }.Select(Math.Exp).ToArray();
        for (var i = 0; i < 8; i++)
        {
            ((double)y.Values<float>()[i]).ShouldBe(e[i % 4] / e.Sum(), 1e-6);
        }

        Run("Softmax", 11, new() { ["axis"] = -1L }, Cube).Values<float>()[1].ShouldBe(0.7310586f, 1e-6f);
        Run("Softmax", 13, [], Cube).Values<float>()[1].ShouldBe(0.7310586f, 1e-6f);
        Run("Hardmax", 11, [], Cube).Values<float>().ToArray().ShouldBe([0f, 0, 0, 1, 0, 0, 0, 1]);
    }

    [Fact]
    public void AxesWereAttributes()
    {
        var row = ModelTensor.Of<float>(new Shape(1, 3, 1), 1, 2, 3);
        Run("Squeeze", 11, new() { ["axes"] = new long[] { 0 } }, row).Shape.ShouldBe(new Shape(3, 1));
        Run("Squeeze", 11, [], row).Shape.ShouldBe(new Shape(3));
        Run("Unsqueeze", 11, new() { ["axes"] = new long[] { 0, 4 } }, row).Shape.ShouldBe(new Shape(1, 1, 3, 1, 1));
        Run("ReduceSum", 11, new() { ["axes"] = new long[] { 1 }, ["keepdims"] = 0L }, Cube).Values<float>().ToArray().ShouldBe([2f, 4, 10, 12]);
        Run("ReduceMax", 13, new() { ["axes"] = new long[] { 0 } }, Cube).Shape.ShouldBe(new Shape(1, 2, 2));
    }

    [Fact]
    public void BoundsWidthsAndLengthsWereAttributes()
    {
        var x = ModelTensor.Vector<float>(-2, 0.5f, 3);
        Run("Clip", 6, new() { ["min"] = 0f, ["max"] = 2f }, x).Values<float>().ToArray().ShouldBe([0f, 0.5f, 2]);
        Run("Clip", 10, new() { ["min"] = 0f }, x).Values<float>().ToArray().ShouldBe([0f, 0.5f, 3]);
        Run("Clip", 10, [], x).Values<float>().ToArray().ShouldBe([-2f, 0.5f, 3]);
        Run("Clip", 6, new() { ["min"] = 0f }, ModelTensor.Vector<double>(-1, 1)).Values<double>().ToArray().ShouldBe([0.0, 1]);
        Run("Slice", 9, new() { ["starts"] = new long[] { -2 }, ["ends"] = new long[] { 1000 } }, x).Values<float>().ToArray().ShouldBe([0.5f, 3]);
        Run(
                "Slice",
                9,
                new()
                {
                    ["starts"] = new long[] { 1 },
                    ["ends"] = new long[] { 2 },
                    ["axes"] = new long[] { 2 },
                },
                Cube
            )
            .Values<float>()
            .ToArray()
            .ShouldBe([1f, 3, 5, 7]);
        Run("Split", 11, new() { ["split"] = new long[] { 1, 2 } }, x).Values<float>().ToArray().ShouldBe([-2f]);
        Run("Pad", 2, new() { ["pads"] = new long[] { 1, 1 }, ["value"] = 9f }, x).Values<float>().ToArray().ShouldBe([9f, -2, 0.5f, 3, 9]);
    }

    [Fact]
    public void DropoutAndNormalizationHaveLostAttributes()
    {
        Run("Dropout", 7, new() { ["ratio"] = 0.25f }, Cube).Values<float>().ToArray().ShouldBe(Cube.Values<float>().ToArray());
        var one = ModelTensor.Vector<float>(1, 1);
        Run("BatchNormalization", 7, new() { ["spatial"] = 1L, ["momentum"] = 0.5f }, Cube, one, one, one, one).Shape.ShouldBe(Cube.Shape);
        Run("Resize", 10, [], ModelTensor.Vector<float>(1, 2), ModelTensor.Vector<float>(2)).Values<float>().ToArray().ShouldBe([1f, 1, 2, 2]);
    }

    [Theory]
    [InlineData("BatchNormalization", 7, "spatial", 0L, "spatial")]
    [InlineData("BatchNormalization", 14, "training_mode", 1L, "training_mode")]
    [InlineData("Cast", 13, "to", 8L, "type number 8")]
    [InlineData("MaxPool", 12, "storage_order", 1L, "storage_order")]
    [InlineData("Flatten", 13, "axis", 1L << 40, "axis")]
    [InlineData("LayerNormalization", 17, "stash_type", 16L, "stash_type")]
    [InlineData("Resize", 13, "mode", "quintic", "quintic")]
    [InlineData("Pad", 18, "mode", "zigzag", "zigzag")]
    [InlineData("Gelu", 20, "approximate", "sideways", "variant")]
    [InlineData("Conv", 11, "auto_pad", "SOMEHOW", "SOMEHOW")]
    public void WhatCannotBeSaidIsRefusedByOperatorVersionAndNode(string type, int version, string attribute, object value, string reason)
    {
        var error = Should.Throw<UnsupportedException>(() =>
            OperatorCatalogue.Find(type)!.Read(new RecordedAttributes.Reader(type, version, new() { [attribute] = value }, "x")));
        error.Message.ShouldContain($"{type} (opset {version}), node 'node'");
        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void DropoutInTrainingIsRefused()
    {
        var reader = new RecordedAttributes.Reader("Dropout", 13, [], "x", "", "training");
        Should.Throw<UnsupportedException>(() => new Dropout().Read(reader));
        reader.Constants["training"] = ModelTensor.Scalar(false);
        new Dropout().Read(reader).ShouldBe(new Dropout());
        reader.Inputs.Count.ShouldBe(2);
    }

    [Fact]
    public void AttributesSelectTheActivationAndItsParameters()
    {
        Activate("Gelu", []).Card.Name.ShouldBe("Gelu");
        Activate("Gelu", new() { ["approximate"] = "tanh" }).Card.Name.ShouldBe("GeluTanh");
        Activate("LeakyRelu", new() { ["alpha"] = 0.25f }).Parameters.ShouldBe([0.25]);

        // A float in a file that rounds from the customary value means the customary value.
        Activate("LeakyRelu", new() { ["alpha"] = 0.01f }).Parameters.ShouldBe([0.01]);
        Should.Throw<UnsupportedException>(() => Activate("HardSigmoid", new() { ["alpha"] = float.NaN }));

        static Activation Activate(string type, Dictionary<string, object> attributes) =>
            ((Activate)OperatorCatalogue.Find(type)!.Read(new RecordedAttributes.Reader(type, 20, attributes, "x"))).Function;
    }

    /// <summary>Reads a node of an old file, and computes its first output with all that it was lifted to.</summary>
    private static ModelTensor Run(string type, int version, Dictionary<string, object> attributes, params ModelTensor[] inputs)
    {
        var reader = new RecordedAttributes.Reader(type, version, attributes, [.. inputs.Select((_, i) => $"x{i}")]);
        var op = OperatorCatalogue.Find(type)!.Read(reader);
        reader.Unread.ShouldBeEmpty();
        var values = reader.Constants.Concat(inputs.Select((t, i) => KeyValuePair.Create($"x{i}", t))).ToDictionary();
        foreach (var (i, (before, names)) in reader.Nodes.Index())
        {
            values[$"value{i}"] = Apply.One(before, [.. names.Select(n => values.GetValueOrDefault(n))]);
        }

        return Apply.One(op, [.. reader.Inputs.Select(n => values.GetValueOrDefault(n))]);
    }
}

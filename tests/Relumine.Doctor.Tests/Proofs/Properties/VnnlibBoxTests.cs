using Relumine.Doctor.Proofs.Properties;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Proofs.Properties;

/// <summary>Boxes from the files of VNN-COMP.</summary>
public class VnnlibBoxTests
{
    private const string Good = """
        ; a property
        (declare-const X_0 Real)
        (declare-const X_1 Real)
        (declare-const Y_0 Real)
        (assert (<= X_0 0.5)) ; above
        (assert (>= X_0 -0.5))
        (assert (<= X_0 2))
        (assert (<= X_1 1e-1))
        (assert (>= X_1 0))
        (assert (or (and (<= Y_0 3.0))))
        """;

    [Fact]
    public void TheTightestBoundsOfEachInputAreTaken()
    {
        var box = VnnlibBox
            .Read(Good, "prop.vnnlib")
            .For(new Model(new ModelGraph("", default, default, default), new Dictionary<string, ModelTensor>()), 2, []);

        box.Low.ShouldBe([-0.5f, 0f]);
        box.High.ShouldBe([0.5f, (double)0.1f]);
    }

    [Theory]
    [InlineData("(assert (or (and (<= X_0 0)) (and (>= X_0 0.2))))", "not one box")]
    [InlineData("(assert (<= X_0 X_1))", "not one box")]
    public void WhatIsNoBoxIsRefused(string line, string why) =>
        Should.Throw<RelumineException>(() => VnnlibBox.Read(Good + line, "prop.vnnlib")).Message.ShouldContain(why);

    [Fact]
    public void AnInputWithoutABoundIsRefused() =>
        Should
            .Throw<RelumineException>(() => VnnlibBox.Read("(declare-const X_0 Real)(assert (<= X_0 1))", "prop.vnnlib"))
            .Message.ShouldContain("below and above");

    [Theory]
    [InlineData("")]
    [InlineData("))((")]
    [InlineData("(declare-const X_999999999999 Real)")]
    public void RubbishIsRefused(string text) => Should.Throw<RelumineException>(() => VnnlibBox.Read(text, "prop.vnnlib"));
}

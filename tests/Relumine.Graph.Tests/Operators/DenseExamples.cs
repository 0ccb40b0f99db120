using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

public class DenseExamples
{
    [Fact]
    public void GemmMultipliesScalesAndAddsABroadcastRow()
    {
        var a = ModelTensor.Of<float>(new Shape(2, 3), 1, 2, 3, 4, 5, 6);
        var b = ModelTensor.Of<float>(new Shape(2, 3), 1, 0, -1, 2, 1, 0);
        var c = ModelTensor.Vector<float>(10, 20);
        Apply.One(new Gemm(Alpha: 2, Beta: 0.5f, TransB: true), a, b, c).Values<float>().ToArray().ShouldBe([1f, 18, 1, 36]);
    }

    [Fact]
    public void MatMulTakesAVectorAsARow()
    {
        var a = ModelTensor.Vector<double>(1, 2);
        var b = ModelTensor.Of<double>(new Shape(2, 2, 1), 3, 4, 5, 6);
        var y = Apply.One(new MatMul(), a, b);
        y.Shape.ShouldBe(new Shape(2, 1));
        y.Values<double>().ToArray().ShouldBe([11.0, 17]);
    }

    [Fact]
    public void ShapesThatDoNotFitAreNamed()
    {
        var error = Should.Throw<GraphException>(() => Apply.One(new Add(), ModelTensor.Vector<float>(1, 2), ModelTensor.Vector<float>(1, 2, 3)));
        error.Message.ShouldContain("[2]");
        error.Message.ShouldContain("[3]");
        error.Message.ShouldContain("'node'");
    }

    [Fact]
    public void SoftmaxDoesNotOverflow()
    {
        var y = Apply.One(new Softmax(), ModelTensor.Vector<float>(100, 100, 99, 0)).Values<float>().ToArray();
        y.Sum().ShouldBe(1, 1e-6);
        y[0].ShouldBe(0.42231882f, 1e-6);
    }

    [Fact]
    public void DivisionOfIntegersNeverTraps()
    {
        var a = ModelTensor.Vector(7, -7, 5, int.MinValue);
        var b = ModelTensor.Vector(2, 2, 0, -1);
        Apply.One(new Div(), a, b).Values<int>().ToArray().ShouldBe([3, -3, 0, int.MinValue]);
    }
}

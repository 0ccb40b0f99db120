using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

public class DenseExamples
{
    [Fact]
    public void Gemm_multiplies_scales_and_adds_a_broadcast_row()
    {
        var a = ModelTensor.Of<float>(new Shape(2, 3), 1, 2, 3, 4, 5, 6);
        var b = ModelTensor.Of<float>(new Shape(2, 3), 1, 0, -1, 2, 1, 0);
        var c = ModelTensor.Vector<float>(10, 20);
        Apply.One(new Gemm(Alpha: 2, Beta: 0.5f, TransB: true), a, b, c).Values<float>().ToArray().ShouldBe([1f, 18, 1, 36]);
    }

    [Fact]
    public void MatMul_takes_a_vector_as_a_row()
    {
        var a = ModelTensor.Vector<double>(1, 2);
        var b = ModelTensor.Of<double>(new Shape(2, 2, 1), 3, 4, 5, 6);
        var y = Apply.One(new MatMul(), a, b);
        y.Shape.ShouldBe(new Shape(2, 1));
        y.Values<double>().ToArray().ShouldBe([11.0, 17]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        var error = Should.Throw<GraphException>(() => Apply.One(new Add(), ModelTensor.Vector<float>(1, 2), ModelTensor.Vector<float>(1, 2, 3)));
        error.Message.ShouldContain("[2]");
        error.Message.ShouldContain("[3]");
        error.Message.ShouldContain("'node'");
    }

    [Fact]
    public void Softmax_does_not_overflow()
    {
        var y = Apply.One(new Softmax(), ModelTensor.Vector<float>(100, 100, 99, 0)).Values<float>().ToArray();
        y.Sum().ShouldBe(1, 1e-6);
        y[0].ShouldBe(0.42231882f, 1e-6);
    }

    [Fact]
    public void Division_of_integers_never_traps()
    {
        var a = ModelTensor.Vector(7, -7, 5, int.MinValue);
        var b = ModelTensor.Vector(2, 2, 0, -1);
        Apply.One(new Div(), a, b).Values<int>().ToArray().ShouldBe([3, -3, 0, int.MinValue]);
    }
}

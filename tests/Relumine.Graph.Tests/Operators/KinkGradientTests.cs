using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Sweeps;

namespace Relumine.Graph.Tests.Operators;

/// <summary>What gradients are where there is no derivative, for every λ: exact numbers.</summary>
public class KinkGradientTests
{
    public static TheoryData<double> Lambdas => [0, 0.25, 0.5, 1];

    [Theory]
    [MemberData(nameof(Lambdas))]
    public void OfTwoEqualOperandsTheSecondGetsLambda(double s)
    {
        Gradient(new Max(), s, [2, 3, 1], [2, 1, 3]).ShouldBe([[1 - s, 1, 0], [s, 0, 1]]);
        Gradient(new Min(), s, [2, 3, 1], [2, 1, 3]).ShouldBe([[1 - s, 0, 1], [s, 1, 0]]);
    }

    [Theory]
    [MemberData(nameof(Lambdas))]
    public void OfMoreEqualOperandsTheFirstGetsAll(double s)
    {
        Gradient(new Max(), s, [1, 2, 5], [4, 2, 1], [4, 2, 5]).ShouldBe([[0, 1, 1], [1, 0, 0], [0, 0, 0]]);
        Gradient(new Min(), s, [1, 2, 5], [4, 2, 1], [1, 2, 1]).ShouldBe([[1, 1, 0], [0, 0, 1], [0, 0, 0]]);
        Gradient(new ReduceMax(), s, [1, 7, 7, 3]).ShouldBe([[0, 1, 0, 0]]);
        Gradient(new ReduceMin(), s, [1, 7, 1, 3]).ShouldBe([[1, 0, 0, 0]]);
    }

    [Theory]
    [MemberData(nameof(Lambdas))]
    public void ClipWeighsItsSlopesLikeTheActivation(double s)
    {
        Gradient(new Clip(), s, [-1, 0, 3, 6, 7], [0], [6]).ShouldBe([[0, s, 1, 1 - s, 0], [2 - s], [1 + s]]);
        Gradient(new Activate(Activation.Of(Relu6.Default)), s, [-1, 0, 3, 6, 7]).ShouldBe([[0, s, 1, 1 - s, 0]]);
    }

    [Theory]
    [MemberData(nameof(Lambdas))]
    public void TheMagnitudeAndTheParametricRectifierHaveTheirSlopesAtZero(double s)
    {
        Gradient(new Abs(), s, [-2, 0, 2]).ShouldBe([[-1, 2 * s - 1, 1]]);
        Gradient(new PRelu(), s, [-2, 0, 2], [0.25]).ShouldBe([[0.25, 0.25 + s * 0.75, 1], [-2]]);
    }

    /// <summary>relu(−t) + t − relu(t) is 0 everywhere, and its computed derivative at 0 is 1 − 2s; relu(t) + relu(−t) has 0.</summary>
    [Theory]
    [MemberData(nameof(Lambdas))]
    public void AZeroFunctionHasADerivative(double s)
    {
        var right = Gradient(Relu, s, [0])[0][0];
        var left = -Gradient(Relu, s, [0])[0][0];
        (left + 1 - right).ShouldBe(1 - 2 * s);
        (right + left).ShouldBe(0);
    }

    /// <summary>With zero input and zero biases the Jacobian of h layers is s^h·W(h+1)⋯W(1): for whole numbers exactly.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void IntegerNetworksArePolynomialsInLambda(int hidden)
    {
        const int Width = 3;
        var random = new Random(hidden);
        var weights = Enumerable
            .Range(0, hidden + 1)
            .Select(_ => Enumerable.Range(0, Width * Width).Select(_ => (double)random.Next(-4, 5)).ToArray())
            .ToArray();
        foreach (var s in (double[])[0, 0.25, 0.5, 1])
        {
            for (var unit = 0; unit < Width; unit++)
            {
                // Backwards by the operators, from one unit of the output.
                double[] g = [.. Enumerable.Range(0, Width).Select(j => j == unit ? 1.0 : 0)];
                double[] expected = g;
                for (var layer = hidden; layer >= 0; layer--)
                {
                    g = Back(new Gemm(TransB: true), s, 0, g, Row(0, 0, 0), ModelTensor.Of<double>(new Shape(Width, Width), weights[layer]));
                    expected = [.. Enumerable.Range(0, Width).Select(i => Enumerable.Range(0, Width).Sum(j => expected[j] * weights[layer][j * Width + i]))];
                    g = layer > 0 ? Back(Relu, s, 0, g, Row(0, 0, 0)) : g;
                }

                g.ShouldBe(expected.Select(e => Math.Pow(s, hidden) * e));
            }
        }
    }

    public static TheoryData<string> Activations => [.. ActivationCatalogue.All.Select(a => a.Card.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void AnOutputThatTellsTheSlopeTellsItRight(string name)
    {
        var function = ActivationCatalogue.Find(name)!;
        double[] x = [.. Enumerable.Range(-200, 401).Select(i => i / 25.0), 1e-30, -1e-30];
        float[] narrow = [.. x.Select(v => (float)v)];
        double[] ones = [.. x.Select(_ => 1.0)];
        foreach (var kink in (Kink[])[Kink.Left, Kink.Middle, Kink.Right])
        {
            if (!function.OutputTellsSlope(kink))
            {
                continue;
            }

            var (y, expected, actual) = (new double[x.Length], new double[x.Length], new double[x.Length]);
            ActivationKernel<double>.Of(function).Value(x, y);
            ActivationKernel<double>.Of(function).Gradient(kink, x, ones, expected);
            ActivationKernel<double>.Of(function).GradientFromOutput(y, ones, actual);
            actual.ShouldBe(expected, 1e-15 * 4);

            var (singleY, singleActual) = (new float[x.Length], new float[x.Length]);
            ActivationKernel<float>.Of(function).Value(narrow, singleY);
            ActivationKernel<float>.Of(function).GradientFromOutput(singleY, [.. narrow.Select(_ => 1f)], singleActual);
            singleActual.Select(v => (double)v).ShouldBe(expected, 1e-6);
        }
    }

    [Fact]
    public void TheRectifierNeedsItsOutputOnlyIfLambdaIsZero()
    {
        Relu.GradientNeeds(Kink.Left).ShouldBe(BackwardNeeds.Output(0));
        Relu.GradientNeeds(Kink.Middle).ShouldBe(BackwardNeeds.Input(0));
        new Activate(Activation.Of(new LeakyRelu(-0.5))).GradientNeeds(Kink.Left).ShouldBe(BackwardNeeds.Input(0));
    }

    private static Activate Relu => new(Activation.Of(Relumine.Kernels.Activations.Relu.Default));

    private static double[][] Gradient(Op op, double lambda, params double[][] inputs)
    {
        ModelTensor[] tensors = [.. inputs.Select(Row)];
        var output = Apply.One(op, tensors);
        double[] ones = [.. Enumerable.Repeat(1.0, output.Length)];
        return [.. inputs.Select((_, i) => Back(op, lambda, i, ones, tensors))];
    }

    private static double[] Back(Op op, double lambda, int wanted, double[] upstream, params ModelTensor[] inputs)
    {
        inputs = op is Gemm ? [.. inputs.Select(t => t.Shape.Rank == 2 ? t : t.Reshape(new Shape(1, t.Length)))] : inputs;
        var output = Apply.One(op, inputs);
        var gradients = new ModelTensor?[inputs.Length];
        gradients[wanted] = ModelTensor.Zeros(ElementType.Float64, inputs[wanted].Shape);
        op.Backward(new BackwardContext(inputs, [output], [ModelTensor.Of<double>(output.Shape, upstream)], gradients, new Kink(lambda)));
        return gradients[wanted]!.ToDoubles();
    }

    private static ModelTensor Row(params double[] values) => ModelTensor.Vector<double>(values);
}

using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Tests.Operators;

/// <summary>A case in double precision of which one input is said to be a parameter.</summary>
internal sealed class ParameterCase
{
    private const double Tolerance = 1e-9;

    private readonly RandomCase _case;
    private readonly TensorType[] _types;
    private readonly int _input;
    private readonly Random _random;

    public ParameterCase(RandomCase found, int input, Random random)
    {
        var wide = GradientCase.AsFound(found, default);
        (_case, _types, _input, _random) = (found with { Op = wide.Op, Inputs = wide.Inputs }, wide.OutputTypes, input, random);
    }

    private Op Op => _case.Op;

    /// <summary>Checks what the role says.</summary>
    public void ShouldPlay(InputRole role)
    {
        (role == InputRole.Statistic || Op.GradientNeeds(default(Kink)) is not null).ShouldBeTrue("what is learned needs a gradient");
        var parameter = _case.Inputs[_input]!;
        var (one, other, none) = (Like(parameter), Like(parameter), ModelTensor.Zeros(ElementType.Float64, parameter.Shape));
        switch (role)
        {
            case InputRole.Weight:
                ShouldBeAffine(one, other, none);
                break;
            case InputRole.Slope:
                ShouldBeAffine(one, other, none);
                var positive = ModelTensor.Of<double>(_case.Inputs[0]!.Shape, [.. _case.Inputs[0]!.ToDoubles().Select(Math.Abs)]);
                With(one, positive).ShouldBe(With(other, positive), "a slope plays no role where x is positive");
                break;
            case InputRole.Bias:
                // What it adds does not depend on anything else.
                var elsewhere = _input == 0 ? 1 : 0;
                var moved = _case.Inputs.ToArray();
                moved[elsewhere] = Like(moved[elsewhere]!);
                ShouldBeSame(Minus(With(one), With(other)), Minus(Run(moved, one), Run(moved, other)));
                break;
            default:
                // Where the other parameters let it: a variance may not be negative, nor a scale 0.
                ModelTensor?[] others = [.. _case.Inputs.Select((t, i) => i == 0 || t is null ? t : Filled(t, 1.5))];
                Run(others, Filled(parameter, 0.5)).SequenceEqual(Run(others, Filled(parameter, 2))).ShouldBeFalse("a statistic plays a role");
                break;
        }
    }

    private void ShouldBeAffine(ModelTensor one, ModelTensor other, ModelTensor none)
    {
        var sum = ModelTensor.Of<double>(one.Shape, [.. one.ToDoubles().Zip(other.ToDoubles(), (a, b) => a + b)]);
        ShouldBeSame(Minus(With(sum), With(one)), Minus(With(other), With(none)));
    }

    private double[] With(ModelTensor parameter) => Run(_case.Inputs, parameter);

    private double[] With(ModelTensor parameter, ModelTensor x)
    {
        var inputs = _case.Inputs.ToArray();
        inputs[0] = x;
        return Run(inputs, parameter);
    }

    private double[] Run(ModelTensor?[] inputs, ModelTensor parameter)
    {
        inputs = [.. inputs];
        inputs[_input] = parameter;
        return RandomCase.Run(Op, inputs, _types)[0].ToDoubles();
    }

    private ModelTensor Like(ModelTensor tensor) => GradientCase.Random(tensor.Shape, _random);

    private static ModelTensor Filled(ModelTensor like, double value) => ModelTensor.Of<double>(like.Shape, [.. Enumerable.Repeat(value, like.Length)]);

    private static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static void ShouldBeSame(double[] actual, double[] expected)
    {
        foreach (var (a, b) in actual.Zip(expected))
        {
            (!double.IsFinite(b) || Math.Abs(a - b) <= Tolerance * (1 + Math.Abs(b))).ShouldBeTrue($"{a} instead of {b}");
        }
    }
}

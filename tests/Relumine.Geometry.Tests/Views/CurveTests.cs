using Relumine.Engine.Inference;
using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Views;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Geometry.Tests.Views;

/// <summary>Smooth functions between lines, and networks that keep them.</summary>
public class CurveTests
{
    public static TheoryData<string> Smooth => [.. All.Select(a => a.Card.Name)];

    private static IEnumerable<Activation> All => ActivationCatalogue.All.Where(a => ActivationSegments.Of(a).Segments is null && Curve.Of(a) is not null);

    [Theory]
    [MemberData(nameof(Smooth))]
    public void NoValueLeavesTheLines(string name)
    {
        var f = ActivationCatalogue.Find(name)!;
        var (curve, random) = (Curve.Of(f)!, new Random(3));
        for (var round = 0; round < 400; round++)
        {
            var width = Math.Pow(10, (4 * random.NextDouble()) - 3);
            var low = ((random.NextDouble() - 0.5) * 12) - (width / 2);
            var high = low + width;
            var (above, below, range) = (curve.Line(low, high, 1), curve.Line(low, high, -1), curve.Range(low, high));
            var values = Enumerable.Range(0, 501).Select(i => low + (width * i / 500)).Select(x => (X: x, Y: f.Value(x))).ToArray();

            foreach (var (x, y) in values)
            {
                ((above.Slope * x) + above.Offset).ShouldBeGreaterThanOrEqualTo(y, $"{name} on [{low}, {high}] at {x}");
                ((below.Slope * x) + below.Offset).ShouldBeLessThanOrEqualTo(y, $"{name} on [{low}, {high}] at {x}");
                y.ShouldBeInRange(range.Least, range.Most);
            }

            // No constant is nearer in the middle, and what is narrow is nearly straight.
            var middle = low + (width / 2);
            ((above.Slope * middle) + above.Offset).ShouldBeLessThanOrEqualTo(values.Max(v => v.Y) + 1e-3);
            ((below.Slope * middle) + below.Offset).ShouldBeGreaterThanOrEqualTo(values.Min(v => v.Y) - 1e-3);
            (((above.Slope - below.Slope) * middle) + above.Offset - below.Offset).ShouldBeLessThan((width * width) + (0.6 * width) + 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void RangesAsFarAsNumbersGoHaveBounds(string name)
    {
        var curve = Curve.Of(ActivationCatalogue.Find(name)!)!;
        foreach (var (low, high) in new[] { (-1e15, 1e15), (-1e9, -1e8), (0.0, 0.0), (1e9, 1e12) })
        {
            var (above, below) = (curve.Line(low, high, 1), curve.Line(low, high, -1));
            foreach (var x in new[] { low, low + ((high - low) / 3), high })
            {
                ((above.Slope * x) + above.Offset).ShouldBeGreaterThanOrEqualTo(curve.Value(x), $"{name} on [{low}, {high}]");
                ((below.Slope * x) + below.Offset).ShouldBeLessThanOrEqualTo(curve.Value(x), $"{name} on [{low}, {high}]");
            }
        }
    }

    [Fact]
    public void SmoothNetworksComputeWhatTheEngineComputes()
    {
        var layers = Nets.Random(new Random(6), [3, 7, 4, 5], 1.0 / 1024);
        foreach (var between in All.Select(a => (Graph.Operators.Op)new Activate(a)).Concat([new Softmax(), new LogSoftmax(), new Softmax(Axis: 1)]))
        {
            var model = Nets.Model(layers, between);
            double[] x = [-0.5, 1, 0.25];

            var values = PiecewiseLinearModel.Of(model, new ViewOptions { AllowsCurves = true }).Evaluate(x);

            using var plan = Plan.Compile(model);
            var output = ModelTensor.Zeros(ElementType.Float64, new Shape(5));
            plan.Run(1, [ModelTensor.Vector<double>(x)], [output]);
            values.ShouldBe(output.ToDoubles(), 1e-9);
        }
    }

    [Fact]
    public void ANetworkWithSmoothLayersHasNoPieces()
    {
        var model = PiecewiseLinearModel.Of(
            Nets.Model(Nets.Random(new Random(6), [2, 3, 1], 1.0 / 1024), "Tanh"), new ViewOptions { AllowsCurves = true });

        model.IsCurved.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => Regions.OfBox(model, new Relumine.Geometry.Planes.PlaneBox(-1, 1))).Message.ShouldContain("smooth layers");
    }
}

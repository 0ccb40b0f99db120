using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Linear;

/// <summary>Two linear maps with nothing between them that bends are one: W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂).</summary>
internal static class LayerFold
{
    /// <summary>The network without a layer whose units are all on, if its weights times those behind it are fewer; otherwise null.</summary>
    public static Model? Apply(Model model, LinearLayer layer, IReadOnlyDictionary<string, Shape>? inputShapes)
    {
        var map = new UnitMap(model, inputShapes, new Dictionary<string, SilentUnits>());
        if (UnitPath.Find(map, layer, out _) is not { Readers: [var second] } path || second.DataName != layer.Value || second.Factor == 0)
        {
            return null;
        }

        var first = path.Maker;
        var (w1, w2) = (map.Shapes.Constant(first.WeightsName)!, map.Shapes.Constant(second.WeightsName)!);
        var isPlain = w1.Shape.Rank == 2 && w2.Shape.Rank == 2 && map.Shapes[first.DataName].Shape.Rank == map.Shapes[layer.Value].Shape.Rank;
        if (!isPlain || first.DataAxis != second.DataAxis || Carriers.BiasFold.WhyNot(second, map) is not null)
        {
            return null;
        }

        var (inputs, units, outputs) = (w1.Shape[first.InnerAxis], w1.Shape[first.OuterAxis], w2.Shape[second.OuterAxis]);
        if ((double)inputs * outputs >= ((double)units * (inputs + outputs)) + units)
        {
            return null;
        }

        double Make(int unit, int input) => w1.NumberAt(first.OuterAxis == 0 ? (unit * inputs) + input : (input * units) + unit);
        double Read(int output, int unit) => w2.NumberAt(second.OuterAxis == 0 ? (output * units) + unit : (unit * outputs) + output);
        var weights = ModelTensor.Zeros(w2.Type, second.OuterAxis == 0 ? new Shape(outputs, inputs) : new Shape(inputs, outputs));
        var terms = new double[outputs];
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                var sum = 0.0;
                for (var u = 0; u < units; u++)
                {
                    sum += Read(o, u) * Make(u, i);
                }

                weights.SetNumber(second.OuterAxis == 0 ? (o * inputs) + i : (i * outputs) + o, first.Factor * sum);
            }

            for (var u = 0; u < units; u++)
            {
                terms[o] += Read(o, u) * path.Bias(u);
            }
        }

        return Replace(map, first, second, weights, terms);
    }

    private static Model Replace(UnitMap map, Product first, Product second, ModelTensor weights, double[] terms)
    {
        var edit = new TrimEdit(map, [], new Dictionary<int, (int, double)>());
        var inputs = second.Node.Inputs.ToArray();
        inputs[second.Data] = first.DataName;
        inputs[second.Weights] = edit.Store(second.WeightsName, weights);
        var bias = Carriers.BiasFold.Of(second, terms, map).AddTo(second.BiasName.Length > 0 ? map.Shapes.Constant(second.BiasName) : null);
        if (second.BiasForm != BiasForm.None)
        {
            var name = second.BiasName.Length > 0 ? edit.Store(second.BiasName, bias) : edit.Add(second.Node.Name + "/bias", bias);
            inputs = [inputs[0], inputs[1], name];
        }

        edit.Replace(second.Node with { Inputs = inputs }, second.BiasForm == BiasForm.None ? bias : null);
        return edit.Finish();
    }
}

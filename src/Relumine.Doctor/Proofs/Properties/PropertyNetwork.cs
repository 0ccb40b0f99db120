using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>
/// A network with a rectifier behind its output for each case of a property. The rectifier reads the smallest of the case's sums, so that it
/// is dead over a box exactly where the case cannot happen.
/// </summary>
internal static class PropertyNetwork
{
    private const string Prefix = "relumine.property";
    private const double Apart = 1e-12;

    /// <summary>Builds the network.</summary>
    /// <param name="model">The network that the property speaks of; it has one output.</param>
    /// <param name="outputs">The elements of its output for one sample.</param>
    /// <param name="cases">The cases.</param>
    public static Model Of(Model model, int outputs, IReadOnlyList<PropertyCase> cases)
    {
        var (nodes, weights) = (model.Graph.Nodes.ToList(), new Dictionary<string, ModelTensor>(model.Weights));
        string Add(string what, Op op, params string[] inputs)
        {
            var name = $"{Prefix} {what}";
            nodes.Add(new Node(name, op, inputs, new[] { name }));
            return name;
        }

        string Weigh(string what, ModelTensor tensor)
        {
            weights[$"{Prefix} {what}"] = tensor;
            return $"{Prefix} {what}";
        }

        var wide = Add("wide", new Cast(ElementType.Float64), model.Graph.Outputs[0].Name);
        var row = Add("row", new Reshape(), wide, Weigh("shape", ModelTensor.Vector<long>(1, outputs)));
        var axis = Weigh("axis", ModelTensor.Vector<long>(1));
        var least = cases.Select((c, k) =>
        {
            var (sums, product) = (c.Sums, new double[outputs * c.Sums.Count]);
            for (var s = 0; s < sums.Count; s++)
            {
                foreach (var (output, weight) in sums[s].Weights)
                {
                    product[(output * sums.Count) + s] = weight;
                }
            }

            // A rectifier is dead at 0, where the case happens already: the two must be apart by what sums of other sizes do not swallow.
            double[] shifted = [.. sums.Select(s => s.Constant + (Apart * (1 + Math.Abs(s.Constant))))];
            var constants = Weigh($"constants {k}", ModelTensor.Vector<double>(shifted));
            var matrix = Weigh($"weights {k}", ModelTensor.Of<double>(new Shape(outputs, sums.Count), product));
            var values = Add($"sums {k}", new Add(), Add($"products {k}", new MatMul(), row, matrix), constants);
            return sums.Count == 1 ? values : Add($"least {k}", new ReduceMin(), values, axis);
        }).ToArray();
        var all = least.Length == 1 ? least[0] : Add("all", new Concat(1), least);
        var result = Add("fires", new Activate(Activation.Of(Relu.Default)), all);
        var output = new ValueInfo(result, ElementType.Float64, new Dimension[] { 1, cases.Count });
        return model with { Graph = model.Graph with { Nodes = nodes.ToArray(), Outputs = new[] { output } }, Weights = weights };
    }
}

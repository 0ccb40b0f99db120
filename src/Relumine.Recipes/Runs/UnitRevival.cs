using Relumine.Graph.Models;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Recipes.Runs;

/// <summary>
/// Gives units a second beginning (after ReDo, Sokar et al. 2023): incoming weights of another draw, bias 0, outgoing weights 0, and the
/// optimizer's memory of these empty. Where products stand on both sides of the layer, the network computes the same as before.
/// </summary>
public static class UnitRevival
{
    /// <summary>Changes weights in place.</summary>
    /// <param name="model">The network; its graph tells what stands around the layer.</param>
    /// <param name="weights">The weights as they are, by name.</param>
    /// <param name="slots">The optimizer's memory, by weight and slot.</param>
    /// <param name="fresh">The other draw, by name.</param>
    /// <param name="layer">The name of the activation's output.</param>
    /// <param name="units">Which units.</param>
    /// <returns>Whether it could: no where it is not a product that makes the pre-activations.</returns>
    public static bool Apply(
        Model model,
        IReadOnlyDictionary<string, ModelTensor> weights,
        IReadOnlyDictionary<(string Parameter, int Slot), ModelTensor> slots,
        IReadOnlyDictionary<string, ModelTensor> fresh,
        string layer,
        IReadOnlyList<int> units)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(fresh);
        ArgumentNullException.ThrowIfNull(units);
        var nodes = model.Graph.Nodes;
        var maker = nodes.First(n => n.Outputs.Contains(layer));
        if (nodes.FirstOrDefault(n => n.Outputs.Contains(maker.Inputs[0]) && n.Op is Gemm or Conv) is not { } product)
        {
            return false;
        }

        var count = weights[product.Inputs[1]].Shape[0];
        foreach (var unit in units)
        {
            Row(fresh[product.Inputs[1]], weights[product.Inputs[1]], unit);
        }

        ForgetRows(product.Inputs[1], slots, units);
        if (product.Inputs.Count > 2)
        {
            ClearRows(weights[product.Inputs[2]], units);
            ForgetRows(product.Inputs[2], slots, units);
        }

        foreach (var reader in nodes.Where(n => n.Op is Gemm or Conv && n.Inputs[0] == layer))
        {
            Silence(weights[reader.Inputs[1]], count, units);
            foreach (var (_, memory) in slots.Where(s => s.Key.Parameter == reader.Inputs[1]))
            {
                Silence(memory, count, units);
            }
        }

        return true;
    }

    // The units of a product are the first axis of its weight.
    private static void Row(ModelTensor from, ModelTensor to, int unit)
    {
        var inputs = from.Length / from.Shape[0];
        from.Values<float>().Slice(unit * inputs, inputs).CopyTo(to.Values<float>().Slice(unit * inputs, inputs));
    }

    private static void ForgetRows(string parameter, IReadOnlyDictionary<(string Parameter, int Slot), ModelTensor> slots, IReadOnlyList<int> units)
    {
        foreach (var (_, memory) in slots.Where(s => s.Key.Parameter == parameter))
        {
            ClearRows(memory, units);
        }
    }

    private static void ClearRows(ModelTensor tensor, IReadOnlyList<int> units)
    {
        var length = tensor.Length / tensor.Shape[0];
        foreach (var unit in units)
        {
            tensor.Values<float>().Slice(unit * length, length).Clear();
        }
    }

    private static void Silence(ModelTensor outgoing, int count, IReadOnlyList<int> units)
    {
        var values = outgoing.Values<float>();
        var (rows, inner) = (outgoing.Shape[0], outgoing.Length / outgoing.Shape[0] / count);
        if (inner * rows * count != outgoing.Length)
        {
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            foreach (var unit in units)
            {
                values.Slice(((row * count) + unit) * inner, inner).Clear();
            }
        }
    }
}

using Relumine.Data.Fit;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;

namespace Relumine.Engine.Inference.Feed;

/// <summary>A model with the dimensions that data give its inputs where it leaves them open, for what has to know them before anything runs: proofs,
/// pieces.</summary>
public static class SettledShapes
{
    /// <summary>The model, whose inputs have the dimensions of a sample; the batch stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Data for its inputs; nothing is read.</param>
    /// <exception cref="RelumineException">Data are missing or left over, or do not fit an input's shape.</exception>
    public static Model Of(Model model, IReadOnlyList<DataSource> data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (model.Graph.Inputs.All(i => i.RankKnown && i.Dims.Skip(1).All(d => d.Size is not null)))
        {
            return model;
        }

        var inputs = InputBinding.Bind(model.Graph, data).Select(Settled).ToArray();
        return model with { Graph = model.Graph with { Inputs = inputs } };
    }

    private static ValueInfo Settled(InputBinding binding)
    {
        var (declared, shape) = (binding.Input.Dims, binding.Layout.RunShape(1));
        var isBatch = binding.Layout.Batch == BatchDimension.Symbolic;
        return binding.Input with
        {
            Dims = Enumerable.Range(0, shape.Rank).Select(axis => isBatch && axis == 0
                ? (declared.Count > 0 ? declared[0] : new Dimension(null, null))
                : axis < declared.Count && declared[axis].Size is not null ? declared[axis] : shape[axis]).ToArray(),
            RankKnown = true,
        };
    }
}

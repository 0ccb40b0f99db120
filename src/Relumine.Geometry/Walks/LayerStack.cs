using Relumine.Geometry.Views;

namespace Relumine.Geometry.Walks;

/// <summary>All layers of a model where a walk stands, and the outputs behind them.</summary>
internal sealed class LayerStack
{
    private readonly LayerState[] _states;
    private readonly double[] _reach;

    /// <summary>Prepares a walk.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The sample as a function of the coordinates: constant, then the direction of each coordinate.</param>
    /// <param name="reach">The largest |coordinate|, for each coordinate.</param>
    public LayerStack(PiecewiseLinearModel model, double[][] input, double[] reach)
    {
        if (model.IsCurved)
        {
            throw new ArgumentException("The model was read with smooth layers, which have no pieces.", nameof(model));
        }

        (Model, _reach) = (model, reach);
        _states = new LayerState[model.Layers.Count + 1];
        for (var l = 0; l < _states.Length; l++)
        {
            _states[l] = new LayerState(l < model.Layers.Count ? model.Layers[l] : model.Output, _states, input);
        }
    }

    /// <summary>The model.</summary>
    public PiecewiseLinearModel Model { get; }

    /// <summary>The number of layers; the outputs are at this index.</summary>
    public int Layers => _states.Length - 1;

    /// <summary>The state of a layer, or of the outputs.</summary>
    public LayerState this[int layer] => _states[layer];

    /// <summary>The outputs.</summary>
    public LayerState Output => _states[^1];

    /// <summary>Adds up a layer, for the patterns that the layers in front of it have now.</summary>
    public void Enter(int layer)
    {
        _states[layer].Compute(_reach);

        // Whatever reads this layer's units, or those of layers further in front, must look at them again.
        for (var l = layer + 1; l < _states.Length; l++)
        {
            _states[l].Forget();
        }
    }
}

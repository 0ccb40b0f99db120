using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Steps;

/// <summary>The backward pass of an operator that is run as it is.</summary>
internal sealed class OperatorBackward<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OperatorTraining.Placement _place;
    private readonly Value?[] _gradients;
    private readonly ParameterPart<T>?[] _parameters;
    private readonly bool _stacked;
    private readonly TrainingContext? _training;
    private readonly OperatorWindows _windows;
    private readonly BackwardContext _context;

    public OperatorBackward(
        OperatorTraining.Placement place, Value?[] inputs, Value?[] outputs, Value?[] upstream, Value?[] gradients,
        ParameterPart<T>?[] parameters, bool stacked, TrainingContext? training, int capacity)
    {
        (_place, _gradients, _parameters, _stacked, _training) = (place, gradients, parameters, stacked, training);
        var wanted = place.Inputs.Select((v, i) => gradients[i] is null ? null : v).ToArray();
        var given = place.Outputs.Select((v, i) => upstream[i] is null ? null : v).ToArray();
        _windows = new OperatorWindows([.. place.Inputs, .. place.Outputs, .. given, .. wanted], [.. inputs, .. outputs, .. upstream, .. gradients], capacity);
        var (i, o) = (place.Inputs.Length, place.Outputs.Length);
        var wantedWindows = _windows[(i + o + o)..];
        for (var k = 0; k < parameters.Length; k++)
        {
            wantedWindows[k] ??= parameters[k]?.Target;
        }

        _context = new BackwardContext(_windows[..i], _windows[i..(i + o)], _windows[(i + o)..(i + o + o)], wantedWindows, place.Kink);
    }

    public void Run(TrainingPass pass)
    {
        if (_training is not null)
        {
            _windows.Stack(pass.Memory);
            ((ITrainingOp)_place.Node.Op).TrainBackward(_context, _training);
            AddParts(first: true);
        }
        else if (_stacked)
        {
            _windows.Stack(pass.Memory);
            _place.Node.Op.Backward(_context);
            AddParts(first: true);
        }
        else
        {
            for (var sample = 0; sample < pass.Samples; sample++)
            {
                _windows.Turn(pass.Memory, sample);
                _place.Node.Op.Backward(_context);
                AddParts(sample == 0);
            }
        }

        if (_place.Layer >= 0 && _gradients[0] is { } dz)
        {
            pass.Measure<T>(_place.Layer, pass.Memory.Elements<T>(dz));
        }
    }

    private void AddParts(bool first)
    {
        foreach (var part in _parameters)
        {
            part?.Take(first);
        }
    }
}

/// <summary>What one operator contributes to the gradient of a parameter.</summary>
internal sealed class ParameterPart<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PlainParameter<T> _parameter;
    private readonly bool _overwrites;

    /// <summary>Makes the part.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="overwrites">Whether it is the first part of the step, so that what was there before must go.</param>
    /// <param name="inPieces">Whether it comes sample by sample, or beside others, so that it needs memory of its own.</param>
    public ParameterPart(PlainParameter<T> parameter, bool overwrites, bool inPieces)
    {
        (_parameter, _overwrites) = (parameter, overwrites);
        Target = inPieces || !overwrites ? ModelTensor.Zeros(parameter.Type, parameter.Shape) : parameter.GradientTensor;
    }

    /// <summary>Where the operator writes.</summary>
    public ModelTensor Target { get; }

    /// <summary>Adds what was written to the gradient.</summary>
    /// <param name="first">Whether it is the first piece of this pass.</param>
    public void Take(bool first)
    {
        if (ReferenceEquals(Target, _parameter.GradientTensor))
        {
            return;
        }

        if (first && _overwrites)
        {
            Target.Values<T>().CopyTo(_parameter.Gradient);
        }
        else
        {
            TensorPrimitives.Add(_parameter.Gradient, Target.Values<T>(), _parameter.Gradient);
        }
    }
}

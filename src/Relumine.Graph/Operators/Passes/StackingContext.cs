using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Passes;

/// <summary>What an operator knows when it says whether samples may be stacked.</summary>
public sealed class StackingContext
{
    private readonly Shape?[] _inputs;
    private readonly bool[] _varies;
    private readonly Shape?[] _outputs;
    private readonly ModelTensor?[] _constants;

    /// <summary>Describes one node.</summary>
    /// <param name="inputs">The inputs' shapes for one sample; null for one that is left out.</param>
    /// <param name="varies">Which inputs differ from sample to sample.</param>
    /// <param name="outputs">The outputs' shapes for one sample.</param>
    /// <param name="constants">The values of the inputs that are shared; null for others. Without them fewer nodes can be stacked.</param>
    public StackingContext(Shape?[] inputs, bool[] varies, Shape?[] outputs, ModelTensor?[]? constants = null) =>
        (_inputs, _varies, _outputs, _constants) = (inputs, varies, outputs, constants ?? []);

    /// <summary>The number of inputs, those left out included.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Whether input <paramref name="i"/> is given.</summary>
    public bool HasInput(int i) => i < _inputs.Length && _inputs[i] is not null;

    /// <summary>The shape of input <paramref name="i"/> for one sample.</summary>
    public Shape Input(int i) => _inputs[i]!;

    /// <summary>Whether input <paramref name="i"/> differs from sample to sample; otherwise it is shared by all.</summary>
    public bool Varies(int i) => i < _varies.Length && _varies[i];

    /// <summary>Whether output <paramref name="i"/> is wanted.</summary>
    public bool HasOutput(int i) => i < _outputs.Length && _outputs[i] is not null;

    /// <summary>The value of input <paramref name="i"/> if it is shared and known, otherwise null.</summary>
    public ModelTensor? Constant(int i) => i < _constants.Length ? _constants[i] : null;

    /// <summary>The shape of output <paramref name="i"/> for one sample.</summary>
    public Shape Output(int i) => _outputs[i]!;

    /// <summary>
    /// The rule for operators that work element by element with broadcasting: every varying input has the output's
    /// rank and its first dimension, and every shared one is constant along axis 0.
    /// </summary>
    public bool StacksElementwise
    {
        get
        {
            var output = Output(0);
            if (output.Rank == 0)
            {
                return false;
            }

            for (var i = 0; i < InputCount; i++)
            {
                if (HasInput(i) && !(Varies(i) ? Input(i).Rank == output.Rank && Input(i)[0] == output[0] : Input(i).Rank < output.Rank || Input(i)[0] == 1))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether only input <paramref name="i"/> differs from sample to sample.</summary>
    public bool OnlyVaries(int i)
    {
        for (var j = 0; j < InputCount; j++)
        {
            if (Varies(j) != (j == i))
            {
                return false;
            }
        }

        return true;
    }
}

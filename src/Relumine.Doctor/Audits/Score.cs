using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>Compares one output of a plan with labels: accuracy, top 1.</summary>
internal sealed class Score
{
    private readonly Plan _plan;
    private readonly int _output;
    private readonly LabelReader _labels;
    private readonly Dictionary<long, long> _samplesOf = [];
    private ModelTensor?[] _outputs = [];
    private long _samples;
    private long _right;

    /// <summary>Chooses the output.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="name">The output's name; null if there is only one.</param>
    /// <param name="labels">The labels, at their start.</param>
    /// <exception cref="RelumineException">There is no such output, several to choose from, or it does not tell classes apart.</exception>
    public Score(Plan plan, string? name, LabelReader labels)
    {
        (_plan, _labels) = (plan, labels);
        var names = string.Join(", ", plan.Outputs.Select(o => $"'{o.Name}'"));
        _output = name is null
            ? plan.Outputs.Count == 1
                ? 0
                : throw Wrong($"The model has the outputs {names}. Say with {new Setting(nameof(AuditOptions.Output))} which one the labels are about.")
            : plan.Outputs.Select((o, i) => (o, i)).FirstOrDefault(p => p.o.Name == name, (null!, -1)).i;
        if (_output < 0)
        {
            throw Wrong($"The model has no output '{name}'. The outputs are {names}.");
        }

        var output = plan.Outputs[_output];
        GivesClass = !output.Type.IsFloat() && output.SampleLength == 1;
        if (!GivesClass && (!output.Type.IsFloat() || output.SampleLength < 2))
        {
            var needed =
                $"Labels need an output with one number for each of two or more classes, but '{output.Name}' is {output.Type} {output.Shape} for one sample.";
            throw plan.Outputs.Count > 1
                ? Wrong($"{needed} Choose another with {new Setting(nameof(AuditOptions.Output))}: {names}.")
                : Wrong($"{needed} Leave the labels out.");
        }

        labels.Classes = GivesClass ? 0 : output.SampleLength;
    }

    /// <summary>The share of samples that were right; null before the first.</summary>
    public double? Accuracy => _samples == 0 ? null : _right / (double)_samples;

    /// <summary>The share that the most frequent label has, i.e. what a constant answer reaches; null before the first sample.</summary>
    public double? ConstantAccuracy => _samples == 0 ? null : _samplesOf.Values.Max() / (double)_samples;

    /// <summary>Whether the output is the class itself, an integer, instead of one number for each class.</summary>
    private bool GivesClass { get; }

    /// <summary>The labels of the next samples; good until the next call.</summary>
    public ReadOnlySpan<long> NextLabels(int samples) => _labels.Next(samples);

    /// <summary>What to give to <see cref="Plan.Run"/>: memory for the one output, null for the others.</summary>
    public ModelTensor?[] OutputsFor(int samples)
    {
        var output = _plan.Outputs[_output];
        if (_outputs.Length == 0 || _outputs[_output]!.Length != samples * output.SampleLength)
        {
            _outputs = new ModelTensor?[_plan.Outputs.Count];
            _outputs[_output] = ModelTensor.Zeros(output.Type, new Shape(samples, output.SampleLength));
        }

        return _outputs;
    }

    /// <summary>Counts the samples that were run last, whose labels are <paramref name="labels"/>.</summary>
    public void Add(ReadOnlySpan<long> labels)
    {
        var output = _outputs[_output]!;
        for (var i = 0; i < labels.Length; i++)
        {
            _right += Answer(output, i) == labels[i] ? 1 : 0;
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_samplesOf, labels[i], out _)++;
        }

        _samples += labels.Length;
    }

    private static long Answer(ModelTensor output, int sample) => output.Type switch
    {
        ElementType.Float32 => Largest<float>(output, sample),
        ElementType.Float64 => Largest<double>(output, sample),
        ElementType.Int64 => output.Values<long>()[sample],
        ElementType.Int32 => output.Values<int>()[sample],
        _ => output.Values<bool>()[sample] ? 1 : 0,
    };

    /// <summary>The first of the largest numbers; −1, which is no class, if none is a number.</summary>
    private static long Largest<T>(ModelTensor output, int sample) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var classes = output.Shape[1];
        var numbers = output.Values<T>().Slice(sample * classes, classes);
        var best = -1;
        for (var c = 0; c < classes; c++)
        {
            if (best < 0 ? !T.IsNaN(numbers[c]) : numbers[c] > numbers[best])
            {
                best = c;
            }
        }

        return best;
    }

    private static RelumineException Wrong(ErrorText message) => new(ErrorKind.InvalidRequest, message);
}

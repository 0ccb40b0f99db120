using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Kernels.Products.Convolutions;

namespace Relumine.Engine.Inference;

/// <summary>Pools or moves positions whose channels are side by side.</summary>
internal sealed class PositionsPlan(ByPosition what, Value input, Value output) : StepPlan
{
    public override IEnumerable<Value> Reads => [input];

    public override IEnumerable<Value> Writes => [output];

    public override Step Build(int capacity, ObservationSlots slots) => input.Type.Type.As(new Maker(what, input, output));

    private sealed class Maker(ByPosition what, Value input, Value output) : IFloatingVisitor<Step>
    {
        public Step Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            what.Pooling is { } window ? new Pooled<T>(window, input, output) : new Moved<T>(what.Sources!, input, output);
    }

    private sealed class Pooled<T>(WindowGeometry window, Value input, Value output) : Step
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly int _channels = output.Type.Shape[1];

        public override void Run(Workspace workspace) =>
            Convolution.Pool(window, _channels, workspace.Elements<T>(input), workspace.Elements<T>(output));
    }

    private sealed class Moved<T> : Step
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Value _input;
        private readonly Value _output;
        private readonly int _channels;
        private readonly int[] _sources;
        private readonly int _line;
        private readonly bool[] _repeats;

        public Moved(int[] sources, Value input, Value output)
        {
            (_sources, _input, _output, _channels) = (sources, input, output, output.Type.Shape[1]);
            _line = output.Type.Shape[output.Type.Shape.Rank - 1];
            _repeats = new bool[sources.Length / _line];
            for (var line = 1; line < _repeats.Length; line++)
            {
                _repeats[line] = sources.AsSpan(line * _line, _line).SequenceEqual(sources.AsSpan((line - 1) * _line, _line));
            }
        }

        public override void Run(Workspace workspace)
        {
            Span<T> from = workspace.Elements<T>(_input), to = workspace.Elements<T>(_output);
            var size = _line * _channels;
            var sample = from.Length / workspace.Samples;
            for (; !to.IsEmpty; from = from[sample..])
            {
                var previous = Span<T>.Empty;
                for (var line = 0; line < _repeats.Length; line++)
                {
                    var target = to[..size];
                    if (_repeats[line])
                    {
                        // A line that is the same as the one before it is still in the cache.
                        previous.CopyTo(target);
                    }
                    else
                    {
                        for (var i = 0; i < _line; i++)
                        {
                            from.Slice(_sources[line * _line + i] * _channels, _channels).CopyTo(target[(i * _channels)..]);
                        }
                    }

                    previous = target;
                    to = to[size..];
                }
            }
        }
    }
}

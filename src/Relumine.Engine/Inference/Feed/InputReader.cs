using Relumine.Data.Sources;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Inference.Feed;

/// <summary>Reads the data of one input block by block into a tensor that is used again and again.</summary>
internal abstract class InputReader : IDisposable
{
    /// <summary>The next samples, at most as many as a block holds; the tensor is good until the next call.</summary>
    public abstract ModelTensor Read(int samples);

    /// <summary>Stops reading.</summary>
    public abstract void Dispose();

    /// <summary>A reader for the element type that the plan computes with.</summary>
    public static InputReader Of(PlanValue value, DataSource source, int block, bool readAhead) => value.Type switch
    {
        ElementType.Float32 => new Typed<float>(value, source, block, readAhead),
        ElementType.Float64 => new Typed<double>(value, source, block, readAhead),
        ElementType.Int64 => new Typed<long>(value, source, block, readAhead),
        ElementType.Int32 => new Typed<int>(value, source, block, readAhead),
        _ => new Typed<bool>(value, source, block, readAhead),
    };

    private sealed class Typed<T> : InputReader
        where T : unmanaged
    {
        private readonly PlanValue _value;
        private readonly DataSource _source;
        private readonly Prefetch<T>? _ahead;
        private readonly byte[] _storage;
        private readonly ModelTensor _block;
        private readonly bool _repeats;

        public Typed(PlanValue value, DataSource source, int block, bool readAhead)
        {
            (_value, _source) = (value, source);
            var shape = new Shape(block, value.SampleLength);
            _storage = new byte[checked(shape.ElementCount * value.Type.Size())];
            _block = ModelTensor.View(value.Type, shape, _storage, 0);
            _repeats = source.Samples == 1;
            _ahead = readAhead && !_repeats ? new Prefetch<T>(source, block) : null;
            if (_repeats)
            {
                source.Read(_block.Values<T>()[..value.SampleLength]);
                for (var i = 1; i < block; i++)
                {
                    _block.Values<T>()[..value.SampleLength].CopyTo(_block.Values<T>()[(i * value.SampleLength)..]);
                }
            }
        }

        public override ModelTensor Read(int samples)
        {
            _block.MoveTo(_storage, 0, new Shape(samples, _value.SampleLength));
            if (_ahead is not null)
            {
                _ahead.Next().CopyTo(_block.Values<T>());
            }
            else if (!_repeats)
            {
                _source.Read(_block.Values<T>());
            }

            return _block;
        }

        public override void Dispose() => _ahead?.Dispose();
    }
}

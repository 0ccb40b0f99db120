using Relumine.Engine.Program;

namespace Relumine.Engine.Training.Steps;

/// <summary>
/// Where the gradients of values are. The backward pass goes from the last step to the first; the first to contribute
/// to the gradient of a value writes it, the others write beside it, and their part is added: always in the same order.
/// </summary>
internal sealed class GradientLedger(ISet<Value> needed, Func<Value, Value> makeLike)
{
    private readonly Dictionary<Value, Value> _gradients = [];
    private readonly List<(Value Total, Value Part)> _pending = [];

    /// <summary>Whether anybody wants the gradient of a value: whether a parameter lies behind it.</summary>
    public bool IsNeeded(Value value) => needed.Contains(value.Root);

    /// <summary>dL/d(value), complete, or null if nothing depends on it.</summary>
    public Value? Upstream(Value value) => _gradients.TryGetValue(value.Root, out var gradient) ? gradient : null;

    /// <summary>Where to write a part of dL/d(value), or null if nobody wants it. Every element must be written.</summary>
    public Value? Contribution(Value value)
    {
        if (!IsNeeded(value))
        {
            return null;
        }

        var part = makeLike(value.Root);
        if (_gradients.TryGetValue(value.Root, out var total))
        {
            _pending.Add((total, part));
        }
        else
        {
            _gradients[value.Root] = part;
        }

        return part;
    }

    /// <summary>
    /// Makes memory in which a step leaves a part of dL/d(value) that part, instead of having it copied: an upstream gradient that
    /// nobody reads any more, of the same shape and layout. Only where somebody wants it.
    /// </summary>
    public void Hand(Value value, Value part)
    {
        if (!_gradients.TryAdd(value.Root, part))
        {
            _pending.Add((_gradients[value.Root], part));
        }
    }

    /// <summary>The parts that the latest step has written beside a total, to be added now.</summary>
    public IReadOnlyList<(Value Total, Value Part)> TakePending()
    {
        var pending = _pending.ToArray();
        _pending.Clear();
        return pending;
    }
}

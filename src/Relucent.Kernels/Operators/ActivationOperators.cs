namespace Relucent.Kernels;

/// <summary>An activation that is no function of one number, as a catalogue lists it.</summary>
/// <param name="Card">What there is to know about it.</param>
/// <param name="Section">What it does to one number while the others are held fixed; see <see cref="IActivationOperator.Section"/>.</param>
public sealed record ActivationOperator(Card Card, Activation? Section);

/// <summary>All activations that are no functions of one number: PReLU, RReLU, CReLU, Maxout, Softmax, LogSoftmax.</summary>
[Catalogue(typeof(IActivationOperator), Entry = "new({0}.Card, {0}.Section)")]
public static partial class ActivationOperators
{
    /// <summary>Every one of them, in ordinal order of the names.</summary>
    public static partial IReadOnlyList<ActivationOperator> All { get; }

    /// <summary>The one with this name, title or alias, compared without case; null if there is none.</summary>
    public static ActivationOperator? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(a => a.Card.Answers(name));
    }
}

namespace Relucent.Kernels;

/// <summary>The cards of all activations that are no scalar functions: PReLU, RReLU, CReLU, Maxout, Softmax, LogSoftmax.</summary>
[Catalogue(typeof(IActivationOperator), Entry = "{0}.Card")]
public static partial class OperatorCatalogue
{
    /// <summary>Every card, in ordinal order of the names.</summary>
    public static partial IReadOnlyList<Card> All { get; }

    /// <summary>The card with this name, title or alias, compared without case; null if there is none.</summary>
    public static Card? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(card => card.Answers(name));
    }
}

namespace Relumine.Kernels.Rows;

/// <summary>
/// All activations that are no functions of one number: PReLU, RReLU, CReLU, Maxout, Softmax, LogSoftmax. They are listed
/// as what they are while everything but one number is held fixed; see <see cref="IActivationOperator.Section"/>.
/// </summary>
[Catalogue(typeof(IActivationOperator), Entry = "{0}.Section")]
public static partial class ActivationOperatorCatalogue
{
    /// <summary>Every one of them, in ordinal order of the names.</summary>
    public static partial IReadOnlyList<Activation> All { get; }

    /// <summary>The one with this name, title or alias, compared without case; null if there is none.</summary>
    public static Activation? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(a => a.Card.Answers(name));
    }
}

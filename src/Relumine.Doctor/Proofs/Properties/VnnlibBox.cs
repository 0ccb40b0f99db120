using Relumine.Graph.Errors;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>The bounds of inputs in a <c>.vnnlib</c> file of VNN-COMP: <c>(assert (&lt;= X_0 0.5))</c>. What it says of outputs is not read.</summary>
public static class VnnlibBox
{
    /// <summary>Reads the bounds.</summary>
    /// <param name="text">The file's contents.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="RelumineException">An input has no bound on a side, or inputs are bounded in another way than one by one.</exception>
    public static BoxChoice Read(string text, string name)
    {
        var cases = VnnlibProperty.Read(text, name, wantsOutputs: false).Cases;
        return cases.Count > 0 && cases.All(c => c.Low.SequenceEqual(cases[0].Low) && c.High.SequenceEqual(cases[0].High))
            ? BoxChoice.Of(name, [.. cases[0].Low], [.. cases[0].High])
            : throw new RelumineException(
                ErrorKind.InvalidRequest, $"{name}: inputs are bounded in {cases.Count} ways, which is not one box. 'relumine verify' reads several boxes.");
    }
}

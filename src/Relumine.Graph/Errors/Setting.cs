namespace Relumine.Graph.Errors;

/// <summary>
/// Something that a caller decides, named in an error: a property or a parameter. Whoever reports the error to users of its
/// own may call it as they know it; see <see cref="RelumineException.Worded"/>.
/// </summary>
/// <param name="Name">The name of the property or parameter, without its type.</param>
/// <param name="Value">What it is, or what it would better be; null where only the name matters.</param>
public sealed record Setting(string Name, string? Value = null)
{
    /// <summary>As a program in C# knows it: <c>CsvSkip</c>, <c>CsvSkip = 1</c>.</summary>
    public override string ToString() => Value is null ? Name : $"{Name} = {Value}";
}

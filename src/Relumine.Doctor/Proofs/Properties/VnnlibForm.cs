using Relumine.Graph.Errors;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>A form of SMT-LIB, in which <c>.vnnlib</c> files are written: a word, or forms in parentheses.</summary>
/// <param name="Word">The word; empty for forms in parentheses.</param>
/// <param name="Parts">The forms in the parentheses.</param>
internal sealed record VnnlibForm(string Word, IReadOnlyList<VnnlibForm> Parts)
{
    // Real files nest five deep; a file that nests deeper than this is made to exhaust the stack of whoever reads it.
    private const int MostDepth = 64;
    private const int MostShown = 60;

    /// <summary>The word that says what the form is.</summary>
    public string Head => Parts.Count > 0 ? Parts[0].Word : Word;

    /// <summary>The forms of the outermost level, one after the other, so that a large file is never held twice.</summary>
    /// <param name="text">The file's contents.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="RelumineException">Parentheses do not match or nest too deep.</exception>
    public static IEnumerable<VnnlibForm> Read(string text, string name)
    {
        var open = new Stack<List<VnnlibForm>>();
        for (var at = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case ';':
                    var end = text.IndexOf('\n', at);
                    at = end < 0 ? text.Length : end + 1;
                    break;
                case '(':
                    open.Push([]);
                    at++;
                    if (open.Count > MostDepth)
                    {
                        throw Broken(name, $"parentheses nest more than {MostDepth} deep");
                    }

                    break;
                case ')':
                    if (!open.TryPop(out var parts))
                    {
                        throw Broken(name, "a parenthesis closes that was never opened");
                    }

                    at++;
                    var form = new VnnlibForm("", parts);
                    if (open.TryPeek(out var outer))
                    {
                        outer.Add(form);
                    }
                    else
                    {
                        yield return form;
                    }

                    break;
                case var c when char.IsWhiteSpace(c):
                    at++;
                    break;
                default:
                    var start = at;
                    while (at < text.Length && text[at] is not ('(' or ')' or ';') && !char.IsWhiteSpace(text[at]))
                    {
                        at++;
                    }

                    if (!open.TryPeek(out var inner))
                    {
                        throw Broken(name, $"'{text[start..Math.Min(at, start + MostShown)]}' stands outside of all parentheses");
                    }

                    inner.Add(new VnnlibForm(text[start..at], []));
                    break;
            }
        }

        if (open.Count > 0)
        {
            throw Broken(name, "a parenthesis is never closed");
        }
    }

    /// <summary>The form as it stands in the file, cut where it is long.</summary>
    public override string ToString()
    {
        var text = Parts.Count == 0 ? Word : $"({string.Join(' ', Parts.Take(MostShown))})";
        return text.Length <= MostShown ? text : text[..MostShown] + "…";
    }

    private static RelumineException Broken(string name, string what) =>
        new(ErrorKind.BrokenFile, $"{name}: {what}. Expected is a .vnnlib file, such as (assert (<= X_0 0.5)).");
}

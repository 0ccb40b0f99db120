using Relumine.Graph.Errors;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>
/// Reads the properties of VNN-COMP (VNN-LIB 1.0, https://www.vnnlib.org): what <c>(assert …)</c> forms describe together is what must never
/// happen. Bounds of single inputs, linear sums of outputs, <c>and</c> and <c>or</c> are read; what mixes inputs and outputs is refused.
/// </summary>
public static class VnnlibProperty
{
    private const int MostCases = 1 << 14;

    // Of all cases together: every term becomes an object for each case that it stands in.
    private const long MostTerms = 1 << 22;
    private const long MostBounds = 1 << 24;

    /// <summary>Reads a property.</summary>
    /// <param name="text">The file's contents.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="RelumineException">
    /// The file is broken, says nothing of outputs, bounds an input on one side only, or says what cannot be read.
    /// </exception>
    public static OutputProperty Read(string text, string name)
    {
        var property = Read(text, name, wantsOutputs: true);
        return property.Cases.All(c => c.Sums.Count > 0) ? property
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{name}: nothing is said of outputs, so every input of the box would break it. Expected is e.g. (assert (>= Y_0 Y_1)).");
    }

    /// <summary>Reads a property, or only what is said of inputs.</summary>
    internal static OutputProperty Read(string text, string name, bool wantsOutputs)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (declared, whole, choices) = (new HashSet<int>(), new List<VnnlibTerm>(), new List<List<IReadOnlyList<VnnlibTerm>>>());
        foreach (var form in VnnlibForm.Read(text, name))
        {
            switch (form.Head)
            {
                case "declare-const" or "declare-fun" when form.Parts.Count > 1:
                    if (VnnlibTerm.Number(form.Parts[1].Word, 'X') is { } input)
                    {
                        declared.Add(input);
                    }

                    break;
                case "assert" when form.Parts.Count == 2 && !wantsOutputs && !Says(form, 'X'):
                    break;
                case "assert" when form.Parts.Count == 2:
                    var ways = Ways(form.Parts[1], name);
                    if (ways.Count == 1)
                    {
                        whole.AddRange(ways[0]);
                    }
                    else
                    {
                        choices.Add(ways);
                    }

                    break;
                case "set-logic" or "set-info" or "set-option" or "check-sat" or "get-model" or "exit":
                    break;
                default:
                    throw new RelumineException(
                        ErrorKind.InvalidRequest, $"{name}: '{form}' is not understood. Read are declare-const and assert of VNN-LIB 1.0.");
            }
        }

        // As many numbers as the file has declarations, and no more: a name alone must not take memory.
        var inputs = declared.Count;
        if (inputs == 0 || declared.Max() != inputs - 1)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                inputs == 0 ? $"{name}: no input is declared. Expected is (declare-const X_0 Real), and so on."
                    : $"{name}: {inputs} inputs are declared, but X_{Enumerable.Range(0, inputs).First(i => !declared.Contains(i))} is not among them.");
        }

        CaseBuilder[] cases = [new CaseBuilder(name, inputs).With(whole)];
        var sums = (long)whole.Count(t => t.Inputs.Count == 0);
        foreach (var ways in choices)
        {
            var count = cases.Length * (long)ways.Count;
            sums += ways.Max(w => w.Count);
            if (count > MostCases || count * sums > MostTerms || (count * inputs > MostBounds && ways.Any(w => w.Any(t => t.Inputs.Count > 0))))
            {
                throw TooMany(name);
            }

            cases = [.. cases.SelectMany(c => ways.Select(c.With))];
        }

        return new OutputProperty(name, inputs, [.. cases.Where(c => c.IsPossible).Select(c => c.Build())]);
    }

    private static bool Says(VnnlibForm form, char letter) =>
        form.Parts.Count == 0 ? VnnlibTerm.Number(form.Word, letter) is not null : form.Parts.Any(p => Says(p, letter));

    // The disjunctive normal form of a formula: each way is a list of terms that are all at least 0.
    private static List<IReadOnlyList<VnnlibTerm>> Ways(VnnlibForm form, string name)
    {
        var parts = form.Parts.Skip(1).ToArray();
        switch (form.Head)
        {
            case "or" when parts.Length > 0:
                return Limited([.. parts.SelectMany(p => Ways(p, name)).Take(MostCases + 1)], name);
            case "and" when parts.Length > 0:
                var (whole, ways) = (new List<VnnlibTerm>(), new List<IReadOnlyList<VnnlibTerm>> { Array.Empty<VnnlibTerm>() });
                foreach (var more in parts.Select(p => Ways(p, name)))
                {
                    if (more.Count == 1)
                    {
                        whole.AddRange(more[0]);
                    }
                    else
                    {
                        ways = Limited([.. ways.SelectMany(w => more.Select(IReadOnlyList<VnnlibTerm> (m) => [.. w, .. m])).Take(MostCases + 1)], name);
                    }
                }

                return ways.Count * (long)whole.Count > MostTerms ? throw TooMany(name)
                    : [.. ways.Select(IReadOnlyList<VnnlibTerm> (w) => [.. whole, .. w])];
            case "<=" or ">=" when parts.Length == 2 && VnnlibTerm.Of(parts[0]) is { } left && VnnlibTerm.Of(parts[1]) is { } right:
                return [[form.Head == ">=" ? left.Plus(right, -1) : right.Plus(left, -1)]];
            default:
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"{name}: '{form}' is not understood. Read are and, or, and <= and >= between linear terms of X_i or Y_i.");
        }
    }

    private static List<IReadOnlyList<VnnlibTerm>> Limited(List<IReadOnlyList<VnnlibTerm>> ways, string name) =>
        ways.Count <= MostCases ? ways : throw TooMany(name);

    private static RelumineException TooMany(string name) =>
        new(ErrorKind.InvalidRequest, $"{name}: more than {MostCases} cases, or too many of so many inputs. Split the file.");
}

namespace Relumine.Reports.Pages;

/// <summary>
/// Formulas of cards, which are written in LaTeX, as MathML: readable without script, for eyes and for screen readers. Only what cards say is known;
/// an unknown command is an error, which a test over all cards finds.
/// </summary>
internal ref struct Formula
{
    private static readonly Dictionary<string, string> s_letters = new()
    {
        ["alpha"] = "α",
        ["beta"] = "β",
        ["gamma"] = "γ",
        ["theta"] = "θ",
        ["lambda"] = "λ",
        ["sigma"] = "σ",
        ["pi"] = "π",
        ["Phi"] = "Φ",
        ["infty"] = "∞",
    };

    private static readonly Dictionary<string, string> s_signs = new()
    {
        ["le"] = "≤",
        ["ge"] = "≥",
        ["leq"] = "≤",
        ["geq"] = "≥",
        ["cdot"] = "·",
        ["times"] = "×",
        ["ne"] = "≠",
        ["in"] = "∈",
        ["sum"] = "∑",
        ["sim"] = "∼",
        ["to"] = "→",
        ["dots"] = "…",
        ["ldots"] = "…",
        ["lvert"] = "|",
        ["rvert"] = "|",
        ["{"] = "{",
        ["}"] = "}",
    };

    private static readonly HashSet<string> s_functions = ["max", "min", "ln", "log", "exp", "tanh", "sinh", "cosh", "sin", "cos"];

    private readonly ReadOnlySpan<char> _text;
    private readonly Markup _page;
    private int _at;

    private Formula(Markup page, ReadOnlySpan<char> text)
    {
        _page = page;
        _text = text;
    }

    /// <summary>Writes a formula.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="latex">The formula.</param>
    /// <exception cref="FormatException">It says what is not known here.</exception>
    public static void Write(Markup page, string latex)
    {
        // Into a page of its own first: what cannot be written leaves nothing half written behind.
        var inner = new Markup();
        inner.Begin("math", ("xmlns", "http://www.w3.org/1998/Math/MathML"), ("display", "block"), ("class", "formula"));
        var formula = new Formula(inner, latex);
        formula.Row("");
        page.Verbatim(inner.End().ToString());
    }

    // Everything up to what ends it: a brace, \right, & or \\ of a table, or the end of the text.
    private void Row(string end)
    {
        _page.Begin("mrow");
        while (!Ends(end))
        {
            Scripted();
        }

        _page.End();
    }

    private bool Ends(string end)
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }

        var rest = _text[_at..];
        return end switch
        {
            "cell" => rest.StartsWith("&") || rest.StartsWith(@"\\") || rest.StartsWith(@"\end"),
            "" => rest.IsEmpty,
            _ => rest.IsEmpty ? throw new FormatException($"'{end}' is missing in {_text}.") : rest.StartsWith(end),
        };
    }

    // An item with what stands above and below it. MathML wants to know of both before it begins, so the item is written aside.
    private void Scripted()
    {
        var item = Aside(static (ref Formula f) => f.Item());
        var (below, above) = ("", "");
        while (_at < _text.Length && _text[_at] is '_' or '^')
        {
            var isBelow = _text[_at++] == '_';
            var script = Aside(static (ref Formula f) => f.Item());
            (below, above) = isBelow ? (script, above) : (below, script);
        }

        var element = (below.Length > 0, above.Length > 0) switch { (true, true) => "msubsup", (true, false) => "msub", (false, true) => "msup", _ => null };
        if (element is null)
        {
            _page.Verbatim(item);
            return;
        }

        _page.Begin(element).Verbatim(item).Verbatim(below).Verbatim(above).End();
    }

    private delegate void Part(ref Formula formula);

    private string Aside(Part part)
    {
        var aside = new Formula(new Markup(), _text) { _at = _at };
        part(ref aside);
        _at = aside._at;
        return aside._page.ToString();
    }

    private void Item()
    {
        _ = Ends("");
        if (_at >= _text.Length)
        {
            throw new FormatException($"Something is missing at the end of {_text}.");
        }

        var c = _text[_at++];
        if (c == '{')
        {
            Row("}");
            _at++;
        }
        else if (c == '\\')
        {
            Command();
        }
        else if (char.IsAsciiDigit(c))
        {
            var from = _at - 1;
            while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || (_text[_at] == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))))
            {
                _at++;
            }

            _page.Leaf("mn", _text[from.._at].ToString());
        }
        else
        {
            _page.Leaf(char.IsLetter(c) ? "mi" : "mo", c == '-' ? "−" : c.ToString());
        }
    }

    private void Command()
    {
        var name = Name();
        switch (name)
        {
            case "," or ";" or "!" or "quad":
                _page.Empty("mspace", ("width", name == "quad" ? "1em" : "0.17em"));
                break;
            case "left" or "right":
                _ = Ends("");
                _page.Leaf("mo", _text[_at++].ToString());
                break;
            case "frac":
                _page.Begin("mfrac");
                Item();
                Item();
                _page.End();
                break;
            case "sqrt":
                _page.Begin("msqrt");
                Item();
                _page.End();
                break;
            case "operatorname" or "text" or "mathrm":
                var close = _text[_at..].IndexOf('}') + _at;
                _page.Leaf(name == "text" ? "mtext" : "mi", _text[(_at + 1)..close].ToString());
                _at = close + 1;
                break;
            case "begin":
                Cases();
                break;
            case var letter when s_letters.TryGetValue(letter, out var sign):
                _page.Leaf("mi", sign);
                break;
            case var operation when s_signs.TryGetValue(operation, out var sign):
                _page.Leaf("mo", sign);
                break;
            case var function when s_functions.Contains(function):
                _page.Leaf("mi", function);
                break;
            default:
                throw new FormatException($@"\{name} is not known, in {_text}.");
        }
    }

    private string Name()
    {
        var from = _at++;
        while (char.IsLetter(_text[from]) && _at < _text.Length && char.IsLetter(_text[_at]))
        {
            _at++;
        }

        return _text[from.._at].ToString();
    }

    private void Cases()
    {
        const string open = "{cases}";
        if (!_text[_at..].StartsWith(open))
        {
            throw new FormatException($"Only cases are known, in {_text}.");
        }

        _at += open.Length;
        _page.Leaf("mo", "{").Begin("mtable", ("columnalign", "left"));
        for (var more = true; more;)
        {
            _page.Begin("mtr").Begin("mtd");
            Row("cell");
            while (_text[_at] == '&')
            {
                _at++;
                _page.End().Begin("mtd");
                Row("cell");
            }

            _page.End().End();
            more = _text[_at..].StartsWith(@"\\");
            _at += more ? 2 : @"\end".Length + open.Length;
        }

        _page.End();
    }
}

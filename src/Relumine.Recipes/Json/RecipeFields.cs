using System.Text.Json;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Recipes.Json;

/// <summary>
/// The keys of an object of a recipe. Those that are asked for are allowed; at the end every other one is an error. They are
/// asked for in American spelling, and found in either (<see cref="KeySpelling"/>).
/// </summary>
internal sealed class RecipeFields
{
    private readonly Dictionary<string, JsonElement> _given = new(StringComparer.Ordinal);
    private readonly List<string> _allowed = [];
    private readonly Dictionary<string, (RecipeEntry Owner, string Spelled)> _places = new(StringComparer.Ordinal);

    /// <summary>The keys of an object, or none of a value that is left out.</summary>
    public RecipeFields(RecipeEntry entry)
    {
        Entry = entry;
        Add(entry);
    }

    /// <summary>The object.</summary>
    public RecipeEntry Entry { get; }

    /// <summary>The keys that were given and not yet asked for.</summary>
    public IEnumerable<string> Rest => _given.Keys.Except(_allowed, StringComparer.Ordinal);

    /// <summary>Adds the keys of another object, as if they stood in this one.</summary>
    /// <exception cref="RelumineException">It is no object, or a key is there already.</exception>
    public void Add(RecipeEntry entry)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            throw entry.Expected("an object { … }");
        }

        foreach (var property in entry.Value.EnumerateObject())
        {
            Add(NameOf(property, entry), property.Value, entry);
        }
    }

    /// <summary>Adds one key.</summary>
    public void Add(string key, JsonElement value, RecipeEntry owner)
    {
        var name = KeySpelling.American(key);
        if (!_given.TryAdd(name, value))
        {
            var before = _places[name].Spelled;
            throw owner.Fail(before == key
                ? $"gives '{DataError.Printable(RecipeEntry.Shortened(key))}' twice. Keep one of them."
                : $"gives '{before}' and '{key}', which are two spellings of one key. Keep one of them.");
        }

        _places[name] = (owner, key);
    }

    /// <summary>Takes over the keys of another object that were not asked for, as if they stood in this one.</summary>
    /// <exception cref="RelumineException">One of them is there already.</exception>
    public void AddRest(RecipeFields other)
    {
        foreach (var key in other.Rest.ToList())
        {
            other._allowed.Add(key);
            Add(key, other._given[key], other._places[key].Owner);
            _places[KeySpelling.American(key)] = other._places[key];
        }
    }

    /// <summary>The value of a key, or null if it is not given or is null.</summary>
    public RecipeEntry? Take(string key)
    {
        _allowed.Add(key);
        return _given.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null ? _places[key].Owner.Of(_places[key].Spelled, value) : null;
    }

    /// <summary>The value of a key that must be given.</summary>
    public RecipeEntry Need(string key, string what) =>
        Take(key) ?? throw (Rest.FirstOrDefault(other => OtherNames.Here(OtherNames.Key, other, [key]) is not null) is { } other
            ? _places[other].Owner.Fail($"has no key '{DataError.Printable(RecipeEntry.Shortened(other))}'. Here it is called '{key}'.")
            : Entry.Fail($"lacks '{key}', {what}."));

    /// <summary>A number, or <paramref name="customary"/> if it is not given.</summary>
    public double Number(string key, double customary, double least = double.MinValue, double most = double.MaxValue) =>
        Take(key)?.Number(least, most) ?? customary;

    /// <summary>A whole number, or <paramref name="customary"/> if it is not given.</summary>
    public int Integer(string key, int customary, int least, int most = int.MaxValue) => Take(key)?.Integer(least, most) ?? customary;

    /// <summary>true or false, or <paramref name="customary"/> if it is not given.</summary>
    public bool Flag(string key, bool customary) => Take(key)?.Flag() ?? customary;

    /// <summary>Requires that every key was asked for.</summary>
    public void End()
    {
        foreach (var key in Rest)
        {
            var allowed = _allowed.Count == 0 ? "It takes no keys." : $"Allowed are {string.Join(", ", _allowed)}.";
            var (owner, spelled) = _places[key];
            var given = RecipeEntry.Shortened(spelled);
            var question = OtherNames.Here(OtherNames.Key, spelled, _allowed) is { } here ? $" Here it is called '{here}'."
                : OtherNames.Elsewhere(spelled) is { } place ? " " + place : Nearest.Question(given, _allowed);
            throw owner.Fail($"has no key '{DataError.Printable(given)}'.{question} {allowed}");
        }
    }

    private static string NameOf(JsonProperty property, RecipeEntry entry)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw entry.Fail("has a key that is no text of whole characters.");
        }
    }
}

using Relumine.Graph.Models;
using Relumine.Graph.Operators;

namespace Relumine.Graph.Rewrites;

/// <summary>What a rewrite says about the function of the graph that it makes.</summary>
public enum RewritePromise
{
    /// <summary>The same function for every input, up to rounding.</summary>
    SameFunction,

    /// <summary>The same function on the data that were seen, up to rounding; elsewhere it may differ.</summary>
    SameOnEvidence,

    /// <summary>Another function.</summary>
    NewFunction,
}

/// <summary>A change of a graph: one file in <c>Rewrites/</c> each, found by <see cref="RewriteCatalogue"/>.</summary>
public interface IRewrite
{
    /// <summary>The name, e.g. <c>fold-constants</c>.</summary>
    string Name { get; }

    /// <summary>What it does and why that keeps its promise, in one or two sentences.</summary>
    string Summary { get; }

    /// <summary>What the result promises.</summary>
    RewritePromise Promise { get; }

    /// <summary>The model rewritten wherever possible; the given one is not changed. Applying it again changes nothing more.</summary>
    RewriteResult Apply(Model model);
}

/// <summary>What a rewrite did and what it refused.</summary>
/// <param name="Model">The model after it; the given one if nothing was to do.</param>
/// <param name="Changes">What was changed, for people: one entry a place.</param>
/// <param name="Refusals">Places that looked right but could not be rewritten.</param>
public sealed record RewriteResult(Model Model, ValueArray<string> Changes, ValueArray<Refusal> Refusals);

/// <summary>A place where a rewrite was refused.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Reason">Why, and what would help.</param>
public readonly record struct Refusal(string Node, string Reason)
{
    /// <summary>For example <c>'Max_3': the constant has 4 dimensions</c>.</summary>
    public override string ToString() => $"'{Node}': {Reason}";
}

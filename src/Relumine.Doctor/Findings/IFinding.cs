using Relumine.Doctor.Causes;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A kind of finding: one thing that may be observed of a network, and how it is recognised.</summary>
public interface IFinding
{
    /// <summary>The name in JSON and on the command line, e.g. <c>dead-units</c>; stable.</summary>
    string Id { get; }

    /// <summary>The name in prose, e.g. <c>Dead units</c>.</summary>
    string Title { get; }

    /// <summary>What it is and why it matters, for somebody who reads it for the first time.</summary>
    string Why { get; }

    /// <summary>What must be observed, with the usual thresholds, and how grave it then is.</summary>
    string Rule => RuleFor(Thresholds.Default);

    /// <summary>What must be observed, and how grave it then is, with these thresholds.</summary>
    string RuleFor(Thresholds limits);

    /// <summary>What may help, best first; see <see cref="Cure"/>.</summary>
    IReadOnlyList<string> Cures { get; }

    /// <summary>What may have caused it, the most usual first; see <see cref="CauseCatalogue"/>. Only an experiment tells which.</summary>
    IReadOnlyList<string> Causes { get; }

    /// <summary>Whether it says itself what is at fault, so that causes need not be behind it.</summary>
    bool IsItsOwnCause => false;

    /// <summary>Whether it is about units that do nothing: many of them call for a look at the cause even where the network copes.</summary>
    bool IsOfIdleUnits => false;

    /// <summary>Looks at an audit.</summary>
    /// <returns>What was found: nothing, one finding for the network, or one for each layer.</returns>
    IEnumerable<Finding> Examine(FindingContext context);
}

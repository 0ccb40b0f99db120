using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;

namespace Relumine.Doctor.Tests.Findings;

/// <summary>What an audit of a finished model says about why: possible, and not tested.</summary>
public class PossibleCauseTests
{
    [Fact]
    public void EveryPossibleCauseIsOneThatCheckupsTest()
    {
        foreach (var finding in FindingCatalogue.All)
        {
            (finding.Causes.Count > 0 || finding.IsItsOwnCause).ShouldBeTrue(finding.Id);
            foreach (var possible in PossibleCause.Of([new(finding.Id, Severity.Critical, "a", 1, "m", new Dictionary<string, double>(), [])]))
            {
                CauseCatalogue.Find(possible.Cause).ShouldNotBeNull();
                possible.Findings.ShouldBe([finding.Id]);
                possible.Tested.ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void WhatExplainsMostComesFirstAndInfoCallsForNothing()
    {
        static Finding Of(string id, Severity severity) => new(id, severity, "a", 1, "m", new Dictionary<string, double>(), []);

        PossibleCause.Of([Of("constant-units", Severity.Warning), Of("vanishing-signal", Severity.Critical)])[0].Cause.ShouldBe("weight-decay-too-strong");
        PossibleCause.Of([Of("dead-units", Severity.Info)]).ShouldBeEmpty();
    }
}

using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>A cause of illness: what it is, what makes one think of it, and the experiments that decide.</summary>
public interface ICause
{
    /// <summary>The name in JSON and on the command line, e.g. <c>init-bias</c>; stable.</summary>
    string Id { get; }

    /// <summary>The name in prose.</summary>
    string Title { get; }

    /// <summary>How it makes a network sick, for somebody who reads it for the first time.</summary>
    string Why { get; }

    /// <summary>What makes a checkup think of it, before anything was tried.</summary>
    string Evidence => EvidenceFor(Thresholds.Default);

    /// <summary>The same, with these thresholds.</summary>
    string EvidenceFor(Thresholds limits);

    /// <summary>What is changed to test it, which is also its cure.</summary>
    string Experiment => ExperimentFor(Thresholds.Default);

    /// <summary>The same, with these thresholds.</summary>
    string ExperimentFor(Thresholds limits);

    /// <summary>Where it stands when several experiments restore health.</summary>
    CauseKind Kind { get; }

    /// <summary>Experiments on a run, each with exactly one thing changed; none if nothing could be changed.</summary>
    IEnumerable<ProposedExperiment> Propose(CauseContext context);
}

/// <summary>In which order causes are ruled out: what comes first explains what comes later, not the other way round.</summary>
public enum CauseKind
{
    /// <summary>What the network is given.</summary>
    Data,

    /// <summary>What it ends in.</summary>
    Head,

    /// <summary>How it begins.</summary>
    Initialization,

    /// <summary>What cuts its steps short.</summary>
    Steps,

    /// <summary>How its steps add up.</summary>
    Momentum,

    /// <summary>How far its steps go.</summary>
    Rate,

    /// <summary>What holds it back.</summary>
    Regularization,

    /// <summary>How it is built.</summary>
    Architecture,
}

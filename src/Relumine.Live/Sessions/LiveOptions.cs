namespace Relumine.Live.Sessions;

/// <summary>How a session is shown.</summary>
internal sealed record LiveOptions
{
    /// <summary>For a run that is not there to be watched: pictures, planes and findings together cost it less than 2 %, and it does not wait.</summary>
    /// <param name="title">What the page is called.</param>
    public static LiveOptions Beside(string title) => new() { Title = title, HandsOn = false, Share = 0.003, Interval = 0.1, WaitsForPage = false };

    /// <summary>What the page is called.</summary>
    public required string Title { get; init; }

    /// <summary>Whether a page may change the run; otherwise it may pause it.</summary>
    public bool HandsOn { get; init; } = true;

    /// <summary>Whether it is the playground: a page may give another recipe.</summary>
    public bool Plays { get; init; }

    /// <summary>The share of the time that pictures may take while somebody looks.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>The least time between two pictures, in seconds: less than that between two of thirty steps a second, so that each has its picture.</summary>
    public double Interval { get; init; } = 1.0 / 40;

    /// <summary>Whether the first step waits for the first page.</summary>
    public bool WaitsForPage { get; init; } = true;

    /// <summary>Steps a second at the beginning; null for as many as there can be.</summary>
    public double? Pace { get; init; }
}

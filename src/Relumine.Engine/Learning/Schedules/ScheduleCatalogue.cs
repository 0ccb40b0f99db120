namespace Relumine.Engine.Learning.Schedules;

/// <summary>Every schedule, with its default parameters, by the name that recipes write.</summary>
[Catalogue]
public static partial class ScheduleCatalogue
{
    /// <summary>One entry for every record here that derives from <see cref="Schedule"/>, in the order of their names.</summary>
    public static partial IReadOnlyList<Schedule> All { get; }

    /// <summary>The schedule of a name, with its default parameters, or null if there is none.</summary>
    public static Schedule? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}

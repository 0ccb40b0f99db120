namespace Relumine.Doctor.Cures;

/// <summary>Scale the data as they were scaled in training.</summary>
public sealed class ScaleData : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.ScaleData;

    /// <inheritdoc/>
    public string Explanation => "Scale the data as they were scaled in training, e.g. with --divide 255, --mean or --std.";
}

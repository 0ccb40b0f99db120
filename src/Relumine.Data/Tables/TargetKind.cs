using Relumine.Data.Datasets;
namespace Relumine.Data.Tables;

/// <summary>How the targets in a file are to be understood.</summary>
public enum TargetKind
{
    /// <summary>Classes: one whole number from 0, or one name, for each sample.</summary>
    Labels,

    /// <summary>Numbers: one or more for each sample.</summary>
    Values,

    /// <summary>Classes where there is one whole number for each sample, and numbers otherwise.</summary>
    Either,
}

namespace Relumine.Data.Tables;

/// <summary>What becomes of a column.</summary>
public enum ColumnRole
{
    /// <summary>It gives one feature or more.</summary>
    Feature,

    /// <summary>It is what is to be learned.</summary>
    Target,

    /// <summary>It is left out, because the user says so or because nothing can be learned from it.</summary>
    LeftOut,
}

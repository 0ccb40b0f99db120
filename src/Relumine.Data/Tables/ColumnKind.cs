namespace Relumine.Data.Tables;

/// <summary>What stands in a column of a table.</summary>
public enum ColumnKind
{
    /// <summary>Numbers: one feature.</summary>
    Number,

    /// <summary>Two words such as true and false, or yes and no: one feature, 0 or 1.</summary>
    Boolean,

    /// <summary>Dates, with a time of day or without, or times of day alone: days since the first, or the parts that are asked for.</summary>
    Date,

    /// <summary>A few different texts: a feature of 0 and 1 for each.</summary>
    Category,

    /// <summary>A few different texts whose order the user gives: one feature, the place in that order from 0.</summary>
    OrderedCategory,

    /// <summary>A number or short text that names the row; nothing can be learned from it.</summary>
    Identifier,

    /// <summary>Texts that are different nearly everywhere, such as names and remarks.</summary>
    Text,

    /// <summary>Nothing: every value is missing.</summary>
    Empty,
}

namespace Relumine.Data.Tables;

/// <summary>What was noticed about a table.</summary>
public enum NoticeKind
{
    /// <summary>The file is not in UTF-8 but in the encoding that is named.</summary>
    Encoding,

    /// <summary>A column without a name and without a value: a delimiter at the end of every line.</summary>
    TrailingDelimiter,

    /// <summary>Numbers have a comma for decimals.</summary>
    DecimalComma,

    /// <summary>Numbers have a sign between thousands.</summary>
    Thousands,

    /// <summary>Numbers are in percent and were divided by 100.</summary>
    Percent,

    /// <summary>Numbers have the sign of a currency.</summary>
    Currency,

    /// <summary>Numbers have a unit behind them, which was taken off.</summary>
    Unit,

    /// <summary>Numbers far from 0 and close together are counted from the least.</summary>
    Offset,

    /// <summary>Whole numbers of the same length that begin with 0 were taken as codes, and so as categories.</summary>
    Codes,

    /// <summary>Whole numbers begin with 0, as codes do.</summary>
    LeadingZeros,

    /// <summary>Two words were read as 0 and 1.</summary>
    Boolean,

    /// <summary>Texts were read as dates.</summary>
    Date,

    /// <summary>Texts became a feature each.</summary>
    Category,

    /// <summary>Rare categories were put together.</summary>
    RareCategories,

    /// <summary>Categories that differ in the case of letters alone.</summary>
    SimilarCategories,

    /// <summary>A rare category or class that is one letter away from a frequent one.</summary>
    Misspelled,

    /// <summary>Values are missing and were filled.</summary>
    Missing,

    /// <summary>A number seems to stand for missing values; it was taken as a number.</summary>
    Sentinel,

    /// <summary>Rows whose target is missing were left out.</summary>
    MissingTarget,

    /// <summary>A column names rows and was left out.</summary>
    Identifier,

    /// <summary>A column of texts was left out.</summary>
    Text,

    /// <summary>A column has more categories than are allowed and was left out.</summary>
    TooManyCategories,

    /// <summary>A column is the same everywhere.</summary>
    Constant,

    /// <summary>A column without any value was left out.</summary>
    Empty,

    /// <summary>Numbers of the target were taken as names of classes.</summary>
    NumberedClasses,

    /// <summary>A table to which a plan is applied has a category that was not there when the plan was made.</summary>
    NewCategory,

    /// <summary>A table to which a plan is applied has a column that the plan does not know.</summary>
    UnknownColumn,

    /// <summary>Lines between the rows were taken as remarks and passed over.</summary>
    Remarks,

    /// <summary>The last number of a column is the sum of all above it; its row was taken as one of the others.</summary>
    Total,
}

namespace Relumine.Data.Formats;

/// <summary>The formats that this library reads by itself.</summary>
[Catalogue]
internal static partial class BuiltInFormats
{
    /// <summary>One entry for every class here that implements <see cref="IDataFormat"/>.</summary>
    public static partial IReadOnlyList<IDataFormat> All { get; }
}

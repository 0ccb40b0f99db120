using System.Xml;
using System.Xml.Linq;

namespace Relumine.Reports.Tests.Pages;

/// <summary>Pages read as XML, which is stricter than any browser.</summary>
internal static class Documents
{
    private static readonly XNamespace s_xhtml = "http://www.w3.org/1999/xhtml";

    /// <summary>The page as a tree; fails on the first thing that is not well-formed.</summary>
    public static XDocument Parse(string html)
    {
        using var reader = XmlReader.Create(new StringReader(html), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    /// <summary>All elements of a name.</summary>
    public static IEnumerable<XElement> Of(this XContainer page, string name) => page.Descendants(s_xhtml + name);

    /// <summary>An attribute's value, or null.</summary>
    public static string? Get(this XElement element, string name) => element.Attribute(name)?.Value;

    /// <summary>The classes of an element.</summary>
    public static string[] Classes(this XElement element) => (element.Get("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

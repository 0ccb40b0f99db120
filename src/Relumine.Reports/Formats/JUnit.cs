using System.Globalization;
using System.Text;
using System.Xml;
using Relumine.Doctor.Findings;

namespace Relumine.Reports.Formats;

/// <summary>
/// Findings as a JUnit test report, which build servers show as tests: a case for each kind of finding, which passes if
/// there is none, and otherwise a case for each layer that shows it. Warnings and worse fail; what is only worth
/// knowing, or known from a baseline, passes, and the suite's output says so.
/// </summary>
/// <remarks>
/// Attributes and the order of elements are those of the strictest schema in use, that of Ant's task, which others relax: no output within
/// a case, a package, an id, a time without zone and a host. The host is always <c>localhost</c>, as that schema asks where it is not known: findings do not
/// depend on it.
/// </remarks>
public static class JUnit
{
    /// <summary>Writes a report of one suite.</summary>
    public static string Write(Examined examined)
    {
        ArgumentNullException.ThrowIfNull(examined);
        var found = examined.Findings.ToLookup(f => f.Id);
        var passing = FindingCatalogue.All.Where(r => !found.Contains(r.Id)).ToArray();
        var cases = (passing.Length + examined.Findings.Count).ToString(CultureInfo.InvariantCulture);
        var failures = examined.Findings.Count(examined.Fails).ToString(CultureInfo.InvariantCulture);
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("package", "relumine");
            xml.WriteAttributeString("id", "0");
            xml.WriteAttributeString("name", Clean("relumine " + examined.Path));
            xml.WriteAttributeString("timestamp", examined.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("hostname", "localhost");
            xml.WriteAttributeString("tests", cases);
            xml.WriteAttributeString("failures", failures);
            xml.WriteAttributeString("errors", "0");
            xml.WriteAttributeString("time", "0");
            About(xml, examined.About);
            foreach (var finding in examined.Findings)
            {
                Case(xml, examined, finding);
            }

            foreach (var rule in passing)
            {
                Begin(xml, rule.Id, examined.Path);
                xml.WriteEndElement();
            }

            xml.WriteElementString("system-out", string.Concat(examined.Findings.Where(f => !examined.Fails(f)).Select(f => Told(examined, f))));
            xml.WriteElementString("system-err", "");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void About(XmlWriter xml, IReadOnlyDictionary<string, string> about)
    {
        xml.WriteStartElement("properties");
        foreach (var (name, value) in about)
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", Clean(name));
            xml.WriteAttributeString("value", Clean(value));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, Examined examined, Finding finding)
    {
        Begin(xml, NameOf(finding), examined.Path);
        if (examined.Fails(finding))
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", finding.Severity.ToString());
            xml.WriteAttributeString("message", Clean(finding.Message));
            xml.WriteString(Clean(finding.Cures.Count > 0 ? "What may help: " + string.Join(", ", finding.Cures) : ""));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string NameOf(Finding finding) => finding.Layer is { } layer ? $"{finding.Id} [{layer}]" : finding.Id;

    private static string Told(Examined examined, Finding finding) =>
        Clean($"{NameOf(finding)}: {finding.Severity}: {finding.Message}{(examined.Known.Contains(finding) ? " Known from the baseline." : "")}\n");

    private static void Begin(XmlWriter xml, string name, string path)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Clean(name));
        xml.WriteAttributeString("classname", Clean("relumine." + Path.GetFileNameWithoutExtension(path).Replace('.', '_')));
        xml.WriteAttributeString("time", "0");
    }

    // Layer names come out of files; XML 1.0 has no way to say control characters.
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}

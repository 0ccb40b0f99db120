using System.Text;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Formats;

/// <summary>An audit as Markdown, for the summary of a build or a comment on a change.</summary>
public static class Markdown
{
    /// <summary>Writes the headline, the findings and a table of the layers.</summary>
    /// <param name="result">The audit.</param>
    /// <param name="examined">The findings, with what is known of them from a baseline.</param>
    public static string Write(AuditResult result, Examined examined)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(examined);
        var text = new StringBuilder();
        text.Append("## ").Append(Escape(Headline.Of(result).Sentence)).Append("\n\n");
        text.Append('`').Append(Code(examined.Path)).Append("`, ").Append(Wording.Count(result.Data.Samples, "sample"));
        if (result.Accuracy is { } accuracy)
        {
            text.Append(", accuracy ").Append(Wording.Percent(accuracy));
        }

        text.Append(".\n\n").Append(Findings(examined)).Append('\n');
        if (result.PossibleCauses is { } causes)
        {
            text.Append("Possible causes, not tested: ").AppendJoin(", ", causes.Select(c => $"`{c.Cause}`")).Append(".\n\n");
        }

        if (result.Layers.Count > 0)
        {
            text.Append("| layer | activation | units | dead | nearly dead | always on | sparsity |\n|---|---|---:|---:|---:|---:|---:|\n");
            foreach (var layer in result.Layers)
            {
                text.Append("| ").Append(Escape(layer.Name)).Append(" | ").Append(Escape(layer.Activation)).Append(" | ").Append(Wording.Count(layer.Units))
                    .Append(" | ").Append(layer.Dead is { } dead ? Wording.Count(dead) : "–").Append(" | ").Append(Wording.Count(layer.NearlyDead))
                    .Append(" | ").Append(Wording.Count(layer.AlwaysOn)).Append(" | ").Append(Wording.Percent(layer.Sparsity)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Writes findings as a list; what fails is marked.</summary>
    public static string Findings(Examined examined)
    {
        ArgumentNullException.ThrowIfNull(examined);
        if (examined.Findings.Count == 0)
        {
            return "Nothing was found.\n";
        }

        var text = new StringBuilder();
        foreach (var finding in examined.Findings)
        {
            text.Append("- **")
                .Append(examined.Known.Contains(finding) ? "known, " : "")
                .Append(finding.Severity.ToString().ToLowerInvariant())
                .Append("** `")
                .Append(finding.Id)
                .Append("`: ")
                .Append(Escape(finding.Message))
                .Append('\n');
        }

        return text.ToString();
    }

    private static string Code(string text) => string.Concat(text.Select(c => c == '`' ? '\'' : Markup.Steers(c) ? ' ' : c));

    // Names out of files must not become markup, table cells or mentions.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '#' or '|' or '@' or '~')
            {
                escaped.Append('\\');
            }

            escaped.Append(Markup.Steers(c) ? ' ' : c);
        }

        return escaped.ToString();
    }
}

using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>What all pages share: one file that needs nothing else, no script, no network.</summary>
internal static class Page
{
    /// <summary>Writes a page.</summary>
    /// <param name="title">The title of the window.</param>
    /// <param name="top">What stands at the head, with the only h1.</param>
    /// <param name="content">The sections.</param>
    public static string Write(string title, Action<Markup> top, Action<Markup> content)
    {
        var page = new Markup();
        page.Verbatim("<!DOCTYPE html>\n")
            .Begin("html", ("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "en")).Line()
            .Begin("head")
            .Empty("meta", ("charset", "utf-8"))
            .Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"))
            .Empty("meta", ("name", "color-scheme"), ("content", "light dark"))
            .Empty("meta", ("name", "referrer"), ("content", "no-referrer"))
            .Empty("link", ("rel", "icon"), ("href", "data:,"))
            .Leaf("title", title)
            .Begin("style").Verbatim(Stylesheet.Css).End()
            .End().Line()
            .Begin("body").Line()
            .Add(Verdicts.Define).Line()
            .Begin("header", ("class", "top")).Add(top).End().Line()
            .Begin("main").Add(content).End().Line()
            .Begin("footer").Leaf("p", "Written by Relumine. This page is one file: it loads nothing and sends nothing.", ("class", "note")).End().Line()
            .End().Line()
            .End().Line();
        return page.ToString();
    }

    /// <summary>A section with a heading that links can name.</summary>
    public static void Section(Markup page, string id, string heading, Action<Markup> content) => page
        .Begin("section", ("aria-labelledby", id)).Leaf("h2", heading, ("id", id)).Add(content).End().Line();
}

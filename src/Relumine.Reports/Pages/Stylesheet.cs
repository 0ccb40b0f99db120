namespace Relumine.Reports.Pages;

/// <summary>How pages look: calm, in the reader's own fonts, dark or light as the reader likes it, narrow or wide, on paper too.</summary>
internal static class Stylesheet
{
    /// <summary>The sheet. Colours are variables, so that dark and light differ in one place.</summary>
    public static string Css { get; } = Colors + Text + Parts + Drawings + Curves + SubdivisionStyle.Css + PhaseStyle.Css + Paper;

    /// <summary>What a drawing needs that stands alone.</summary>
    public static string ForDrawings { get; } = Colors + Drawings + Curves;

    /// <summary>What a subdivision needs that stands alone.</summary>
    public static string ForSubdivisions { get; } = ForDrawings + SubdivisionStyle.Css;

    private const string Colors = """

        :root {
          color-scheme: light dark;
          --paper: #faf9f6; --card: #ffffff; --ink: #20262b; --soft: #586069; --line: #e2dfd8; --accent: #0b666c;
          --info: #2f6496; --info-tint: #eaf1f8; --warning: #8a5a00; --warning-tint: #fdf3df; --critical: #a32d1c; --critical-tint: #fcebe7; --good: #276749; --good-tint: #e8f4ed;
          --healthy: #a9cfbd; --on: #4d8ac4; --constant: #9a9fa5; --dormant: #b190c6; --rare: #e6b144; --negative: #c39a6f; --dead: #cf5138; --invalid: #4a4f55; --mark: #ffffff; --shade: #00000026;
          --r1: #d7e6e4; --r2: #aed1cd; --r3: #7bb5b2; --r4: #429190; --r5: #14656a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #15181b; --card: #1d2125; --ink: #e9e7e2; --soft: #a6afb7; --line: #31373d; --accent: #6fc7ca;
            --info: #8fbce6; --info-tint: #1c2a37; --warning: #e6b85c; --warning-tint: #322817; --critical: #f2917e; --critical-tint: #3a1f1a; --good: #86cfa6; --good-tint: #1a2e24;
            --healthy: #3f7560; --on: #5f9bd4; --constant: #7d848b; --dormant: #a17fb8; --rare: #d9a33a; --negative: #a9835c; --dead: #e06a50; --invalid: #c9cdd2; --mark: #1d2125; --shade: #000000a0;
            --r1: #25403f; --r2: #2f5f5f; --r3: #3f8584; --r4: #66b0ad; --r5: #a9e0da;
          }
        }

        """;

    private const string Text = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
        main, header.top, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
        header.top { padding-top: 2.4rem; padding-bottom: .4rem; }
        footer { padding-top: 1rem; padding-bottom: 3rem; color: var(--soft); font-size: .875rem; }
        h1 { font-size: clamp(1.75rem, 1.2rem + 2.4vw, 2.75rem); line-height: 1.15; letter-spacing: -.02em; font-weight: 650; margin: .4rem 0 .8rem; max-width: 32ch; text-wrap: balance; overflow-wrap: anywhere; }
        h2 { font-size: 1.3rem; letter-spacing: -.01em; font-weight: 620; margin: 3.2rem 0 .9rem; } main > section:first-child h2 { margin-top: 1.6rem; }
        h3 { font-size: 1.05rem; font-weight: 620; margin: 0 0 .2rem; overflow-wrap: anywhere; }
        h4 { font-size: .8125rem; font-weight: 600; color: var(--soft); margin: 0 0 .5rem; }
        p { margin: 0 0 .8rem; max-width: 68ch; overflow-wrap: anywhere; }
        li { overflow-wrap: anywhere; }
        a { color: var(--accent); text-underline-offset: .15em; }
        code { font: .92em ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
        .eyebrow { color: var(--accent); font-weight: 600; font-size: .875rem; margin: 0; }
        .lead { color: var(--soft); font-size: 1.0625rem; }
        .formula { font-size: clamp(1rem, 4.2vw, 1.35rem); } math.formula { text-align: left; width: fit-content; max-width: 100%; overflow-x: auto; overflow-y: hidden; margin: .3rem 0 .7rem; padding: .15rem 0; } h2.small { font-size: 1rem; margin: 0 0 .6rem; }
        .note { color: var(--soft); font-size: .875rem; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }

        """;

    private const string Parts = """
        .numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; overflow: hidden; margin: 1.6rem 0 0; }
        .numbers div { box-shadow: 0 0 0 1px var(--line); padding: 1rem 1.15rem; }
        .numbers dt { color: var(--soft); font-size: .8125rem; }
        .numbers dd { margin: 0; font-size: 1.6rem; font-weight: 620; letter-spacing: -.02em; line-height: 1.25; }
        .numbers dd span { display: block; font-size: .8125rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.25rem 1.35rem; margin: 0 0 1rem; }
        .finding { border-left-width: 5px; }
        .finding p:last-child, .card > p:last-child, .card > .legend:last-child { margin-bottom: 0; }
        .info { border-left-color: var(--info); } .warning { border-left-color: var(--warning); } .critical { border-left-color: var(--critical); }
        .badge { display: inline-block; border-radius: 999px; padding: .1rem .65rem; font-size: .8125rem; font-weight: 600; margin-right: .5rem; }
        .badge.info { color: var(--info); background: var(--info-tint); } .badge.warning { color: var(--warning); background: var(--warning-tint); }
        .badge.critical { color: var(--critical); background: var(--critical-tint); } .badge.good { color: var(--good); background: var(--good-tint); }
        details { margin: .5rem 0 0; } summary { cursor: pointer; color: var(--accent); font-size: .9375rem; width: fit-content; }
        details > :not(summary) { margin-top: .6rem; }
        details ul { margin-bottom: 0; } ul { padding-left: 1.2rem; } li { margin: .25rem 0; max-width: 68ch; }
        .bars { display: grid; grid-template-columns: minmax(4.5rem, auto) 1fr minmax(6.5rem, auto); gap: .55rem 1rem; align-items: center; margin: 0; padding: 0; list-style: none; }
        .bars li { display: contents; } .bars .name { max-width: 14rem; overflow-wrap: anywhere; } .bars .count { text-align: right; color: var(--soft); font-size: .875rem; }
        .legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; padding: 0; margin: 1rem 0; font-size: .875rem; color: var(--soft); }
        .legend li { display: flex; align-items: center; gap: .45rem; margin: 0; max-width: 100%; overflow-wrap: anywhere; } .legend svg { flex: none; }
        .layer header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .2rem 1rem; margin-bottom: .8rem; }
        .layer header p { margin: 0; color: var(--soft); font-size: .9375rem; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1.4rem 2.2rem; margin-top: 1.2rem; align-items: start; }
        .pair > * { min-width: 0; } .signal { margin-top: 1rem; }
        .facts { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; margin: .9rem 0 0; font-size: .875rem; color: var(--soft); } .facts div { display: flex; gap: .35rem; } .facts dt::after { content: ":"; } .facts dd { margin: 0; color: var(--ink); }
        .scroll + .scroll, .scroll + .card { margin-top: 1rem; } h3.after { margin-top: 1.2rem; } ul.changes { list-style: none; padding: 0; }
        .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 14px; background: linear-gradient(to right, var(--card) 45%, transparent) 0 0 / 2.2rem 100% no-repeat local, linear-gradient(to left, var(--card) 45%, transparent) 100% 0 / 2.2rem 100% no-repeat local, linear-gradient(to right, var(--shade), transparent) 0 0 / .8rem 100% no-repeat, linear-gradient(to left, var(--shade), transparent) 100% 0 / .8rem 100% no-repeat var(--card); }
        table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
        caption { text-align: left; padding: .9rem 1.1rem .4rem; color: var(--soft); font-size: .875rem; }
        caption span { display: block; position: sticky; left: 1.1rem; width: fit-content; max-width: min(62rem, 100vw - 5rem); overflow-wrap: anywhere; }
        @media (min-width: 72rem) { .scroll.wide { width: max-content; min-width: 100%; max-width: min(100vw - 4rem, 96rem); position: relative; left: 50%; transform: translateX(-50%); } }
        th, td { text-align: right; padding: .45rem .75rem; border-top: 1px solid var(--line); white-space: nowrap; } td.words { white-space: normal; min-width: 14rem; }
        thead th { border-top: 0; white-space: normal; color: var(--soft); font-weight: 600; font-size: .8125rem; vertical-align: bottom; }
        th:first-child, td:first-child { text-align: left; padding-left: 1.1rem; } th:last-child, td:last-child { padding-right: 1.1rem; } tbody th { font-weight: 550; max-width: 18rem; min-width: 6rem; white-space: normal; overflow-wrap: anywhere; }
        dl.words { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .5rem 1.4rem; margin: 0; } dl.words dt { font-weight: 600; overflow-wrap: anywhere; } dl.words dd { margin: 0; max-width: 84ch; }
        @media (max-width: 34rem) {
          main, header.top, footer { padding-left: 1rem; padding-right: 1rem; } header.top { padding-top: 2rem; } .card { padding: 1rem; }
          .bars { grid-template-columns: 1fr auto; gap: .15rem 1rem; } .bars .bar { grid-column: 1 / -1; grid-row: auto; margin-bottom: .7rem; order: 3; } .bars .name { max-width: none; }
          .bars li { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; }
          dl.words { grid-template-columns: 1fr; gap: .1rem; } svg.chart text { font-size: 12.5px; } dl.words dd { margin-bottom: .6rem; }
          .scroll.wide tbody th { min-width: 9.5rem; } table.confusion { font-size: .8125rem; } table.confusion th, table.confusion td { padding: .35rem .3rem; } table.confusion tbody th { min-width: 2rem; }
          table.confusion th:first-child { padding-left: .7rem; } table.confusion td:last-child, table.confusion th:last-child { padding-right: .7rem; }
        }

        """;

    private const string Drawings = """
        svg { display: block; } svg.defs { position: absolute; }
        .bar { border-radius: 5px; } .map, .chart { width: 100%; height: auto; } .chart { max-width: 30rem; }
        .bar rect { stroke: var(--card); stroke-width: 1; }
        .v-healthy { fill: var(--healthy); } .v-constant { fill: url(#p-constant); } .v-negative { fill: url(#p-negative); }
        .v-on { fill: url(#p-on); } .v-dormant { fill: url(#p-dormant); } .v-rare { fill: url(#p-rare); } .v-dead { fill: url(#p-dead); } .v-invalid { fill: url(#p-invalid); }
        .c-on { fill: var(--on); } .c-constant { fill: var(--constant); } .c-negative { fill: var(--negative); } .c-dormant { fill: var(--dormant); } .c-rare { fill: var(--rare); } .c-dead { fill: var(--dead); } .c-invalid { fill: var(--invalid); } .c-mark { fill: var(--mark); opacity: .45; } .c-bar { fill: var(--r4); }
        .r-0, .r-1 { fill: var(--r1); } .r-2 { fill: var(--r2); } .r-3 { fill: var(--r3); } .r-4 { fill: var(--r4); } .r-5 { fill: var(--r5); }
        svg text { font-size: 11px; fill: var(--soft); } svg .value { fill: var(--ink); font-weight: 550; } svg .faint { fill: var(--soft); font-weight: 400; }
        .axis { stroke: var(--soft); stroke-width: 1; } .grid { stroke: var(--line); stroke-width: 1; }
        .line { fill: none; stroke: var(--accent); stroke-width: 2.2; stroke-linejoin: round; stroke-linecap: round; } .line.second { stroke: var(--dead); stroke-dasharray: 6 4; }
        .dot { fill: var(--accent); stroke: var(--card); stroke-width: 1.5; } .hole { fill: var(--card); stroke: var(--dead); stroke-width: 1.8; } .jump { stroke: var(--dead); stroke-width: 1.4; stroke-dasharray: 2 3; }

        """;

    private const string Curves = """
        .s-1 { stroke: var(--accent); } .s-2 { stroke: var(--dead); stroke-dasharray: 7 4; } .s-3 { stroke: var(--on); stroke-dasharray: 2 4; }
        .s-4 { stroke: var(--rare); stroke-dasharray: 9 3 2 3; } .s-5 { stroke: var(--dormant); stroke-dasharray: 12 4; } .s-6 { stroke: var(--soft); stroke-dasharray: 4 2; }
        .s-7 { stroke: var(--accent); stroke-dasharray: 10 3 2 3 2 3; } .s-8 { stroke: var(--dead); } .s-9 { stroke: var(--on); stroke-dasharray: 14 3; }
        .s-10 { stroke: var(--rare); stroke-dasharray: 3 3; } .s-11 { stroke: var(--dormant); stroke-dasharray: 1 4; } .s-12 { stroke: var(--soft); }
        .a-0 { fill: var(--on); } .a-1 { fill: var(--dead); } .a-2 { fill: var(--rare); } .a-3 { fill: var(--r4); }
        .a-4 { fill: var(--dormant); } .a-5 { fill: var(--negative); } .a-6 { fill: var(--constant); } .a-7 { fill: var(--healthy); }
        .areas, .legend rect[class^="a-"] { opacity: .38; } .areas rect { shape-rendering: crispEdges; } .sample { stroke: var(--ink); stroke-width: .7; } .square { max-width: 26rem; } .card.picture { margin-top: 1rem; }
        table.confusion { width: auto; min-width: min(20rem, 100%); } .deaths { shape-rendering: crispEdges; border-radius: 4px; } h4.after { margin-top: 1rem; }
        td[class^="right-"] { background: var(--good-tint); } td.wrong-2 { background: var(--warning-tint); } td.wrong-3 { background: var(--critical-tint); }
        .leader { stroke: var(--soft); stroke-width: .6; } .multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .9rem 1.1rem; margin-bottom: 1.6rem; }
        .multiples p { margin: 0 0 .2rem; font-size: .8125rem; line-height: 1.3; } .multiples .chart { max-width: none; }
        .weights { display: grid; grid-template-columns: repeat(auto-fill, minmax(3.4rem, 1fr)); gap: .35rem; } .weights img { width: 100%; border: 1px solid var(--line); }
        .weights img, .weight-grid, .strip { image-rendering: pixelated; background: var(--card); display: block; } .weights img.dead { border: 2px solid var(--dead); }
        .weight-grid { width: 100%; border: 1px solid var(--line); } .strip { width: 100%; height: 1.1rem; border: 1px solid var(--line); } .strips { gap: .15rem 1rem; }
        .pair.densities { margin-top: .5rem; gap: .6rem 2.2rem; } .small-chart { max-width: 24rem; } .sketch { max-width: 18rem; } .sketches { margin-top: 0; } .note.after { margin-top: .8rem; }
        .band { fill: var(--good-tint); } .charts.first { margin-top: 0; } .charts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }

        """;

    private const string Paper = """
        @media print {
          :root { --paper: #ffffff; --card: #ffffff; --ink: #000000; --soft: #444444; --line: #cccccc; }
          body { font-size: 10.5pt; } main, header.top, footer { max-width: none; padding-left: 0; padding-right: 0; } .card, .finding, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
          svg { -webkit-print-color-adjust: exact; print-color-adjust: exact; } .scroll { overflow: visible; } details > summary { display: none; }
        }

        """;
}

namespace Relumine.Browser.Tests;

/// <summary>The contrast of every text with what is behind it, by the formula of WCAG 2.2, success criterion 1.4.3.</summary>
internal static class Contrast
{
    /// <summary>One text.</summary>
    public sealed class Sample
    {
        /// <summary>The text, cut short, with its colours.</summary>
        public string Text { get; set; } = "";

        /// <summary>The contrast, from 1 to 21.</summary>
        public double Ratio { get; set; }

        /// <summary>What is asked for: 4.5, or 3 for large text.</summary>
        public double Needed { get; set; }

        /// <summary>The background's red, green and blue.</summary>
        public string Background { get; set; } = "";
    }

    /// <summary>Runs in the page: opens everything that is folded, then looks at every visible text.</summary>
    public const string Collect = """
        () => {
          document.querySelectorAll('details').forEach(d => d.open = true);
          const parse = c => { const n = c.match(/[\d.]+/g).map(Number); return { rgb: n.slice(0, 3), a: n.length > 3 ? n[3] : 1 }; };
          const light = c => { const l = c.map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * l[0] + 0.7152 * l[1] + 0.0722 * l[2]; };
          const behind = e => { for (; e; e = e.parentElement) { const b = parse(getComputedStyle(e).backgroundColor); if (b.a === 1) return b.rgb; } return [255, 255, 255]; };
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const e = node.parentElement;
            if (!node.data.trim() || e.closest('title, desc, style') || !e.checkVisibility()) continue;
            const style = getComputedStyle(e), svg = e.namespaceURI.endsWith('svg');
            const fore = parse(svg ? style.fill : style.color).rgb, back = behind(e);
            const [a, b] = [light(fore), light(back)], ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize), large = !svg && (size >= 24 || (size >= 18.66 && style.fontWeight >= 700));
            found.push({ text: node.data.trim().slice(0, 40) + ' (' + fore + ' on ' + back + ')', ratio, needed: large ? 3 : 4.5, background: back.join(',') });
          }
          return found;
        }
        """;
}

namespace Relumine.Browser.Tests;

/// <summary>What can go wrong when a page is laid out. Run in the page by the test itself, so also where the page may run no script.</summary>
internal static class Layout
{
    private const string Open = """
          document.querySelectorAll('details').forEach(d => d.open = true);
          const seen = e => e.checkVisibility() && !e.closest('.hidden, title, desc, style');
          const textOf = e => e.textContent.trim().slice(0, 50);
        """;

    /// <summary>Texts that are cut: wider or higher than a box that hides the rest, outside of their drawing, or outside of the box that they scroll in though
    /// they do not belong to its table's columns; and tables that are wider than their box where there is room beside it.</summary>
    public const string CutOff = "() => {" + Open + """
          const cut = [];
          for (const e of document.querySelectorAll('body *')) {
            if (!seen(e) || e.closest('svg')) continue;
            const style = getComputedStyle(e);
            if (/hidden|clip/.test(style.overflowX + style.overflowY) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
              cut.push('hidden: ' + e.tagName + ' ' + textOf(e));
            if (style.textOverflow === 'ellipsis') cut.push('ellipsis: ' + e.tagName + ' ' + textOf(e));
          }
          for (const e of document.querySelectorAll('caption span')) {
            const own = e.getBoundingClientRect(), box = e.closest('.scroll').getBoundingClientRect();
            if (own.left < box.left - 1 || own.right > box.right + 1) cut.push('caption: ' + textOf(e));
          }
          for (const e of document.querySelectorAll('.scroll'))
            if (e.scrollWidth > e.clientWidth + 1 && e.getBoundingClientRect().width < Math.min(innerWidth - 66, 1000))
              cut.push('room beside: ' + textOf(e));
          for (const e of document.querySelectorAll('svg text')) {
            if (!seen(e)) continue;
            const own = e.getBoundingClientRect(), box = e.closest('svg').getBoundingClientRect();
            if (own.left < box.left - 1 || own.right > box.right + 1 || own.top < box.top - 1 || own.bottom > box.bottom + 1) cut.push('drawing: ' + textOf(e));
          }
          return cut;
        }
        """;

    /// <summary>Pairs of texts that lie upon each other: labels of one drawing, and texts of the page.</summary>
    public const string Overlaps = "() => {" + Open + """
          const over = [];
          const pairs = (texts, shrink) => {
            const boxes = texts.map(t => [t[0], t[1]]).filter(t => t[1].width > 0);
            for (let i = 0; i < boxes.length; i++)
              for (let j = i + 1; j < boxes.length; j++) {
                const [a, b] = [boxes[i][1], boxes[j][1]];
                const w = Math.min(a.right, b.right) - Math.max(a.left, b.left), h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (w > 1 && h > shrink * Math.min(a.height, b.height)) over.push(boxes[i][0] + ' | ' + boxes[j][0]);
              }
          };
          for (const svg of document.querySelectorAll('svg'))
            pairs([...svg.querySelectorAll('text')].filter(seen).map(e => [textOf(e), e.getBoundingClientRect()]), 0.35);
          for (const box of document.querySelectorAll('header.top, section, article, dl, ul.bars li, .layer header'))
            pairs([...box.children].filter(seen).filter(e => getComputedStyle(e).display !== 'contents')
              .map(e => [e.tagName + ' ' + textOf(e), e.getBoundingClientRect()]), 0.2);
          return over;
        }
        """;
}

// Small tools for the elements of the page.

/** An element with attributes, listeners (onclick, …) and children. Text is always text, never markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter(c => c !== null && c !== undefined));
  return element;
}

/** Sets the text of an element if it is another, so that nothing is laid out anew without need. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A number for people: three digits, no long tails. */
export function short(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return value.toExponential(1).replace('e+', 'e');
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

export const percent = value => value === null || value === undefined ? '–' : `${(100 * value).toFixed(1)} %`;

export const count = (n, one) => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;

/** Fits a canvas to its place on the screen, sharp on any display. Returns its context, in CSS pixels. */
export function fit(canvas, width, height) {
  const scale = Math.min(window.devicePixelRatio || 1, 3);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== w || canvas.height !== h) {
    [canvas.width, canvas.height] = [w, h];
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

/** The colours of the style sheet, read again when light becomes dark. */
export const palette = { generation: 0, ramp: [] };

const probe = () => {
  const style = getComputedStyle(document.documentElement);
  for (const name of ['paper', 'card', 'ink', 'soft', 'line', 'accent', 'dead', 'born', 'gone', 'good', 'rare', 'on', 'k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'bad',
    'l0', 'l1', 'l2', 'l3', 'l4'])
    palette[name] = style.getPropertyValue(`--${name}`).trim();
  const stops = ['r0', 'r1', 'r2', 'r3', 'r4'].map(n => rgb(style.getPropertyValue(`--${n}`).trim()));
  palette.ramp = Array.from({ length: 256 }, (_, i) => {
    const at = i / 255 * (stops.length - 1), k = Math.min(stops.length - 2, Math.floor(at));
    return `rgb(${stops[k].map((c, j) => Math.round(c + (at - k) * (stops[k + 1][j] - c))).join(',')})`;
  });
  palette.generation++;
};

/** The parts of a colour #rrggbb. */
export const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));

export function watchPalette(changed) {
  probe();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { probe(); changed(); });
}

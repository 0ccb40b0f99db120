// One unit: what it does, how it fired over time, its weights, and how it died.
import { make, fit, palette, short, percent } from './dom.js';
import { ask } from './source.js';

export function makeUnit(root, store) {
  const body = make('div', {}), chart = make('canvas', { role: 'img', 'aria-label': 'How often the unit fired over time' });
  const picture = make('canvas', { class: 'weights', role: 'img' });
  root.append(make('h2', { tabindex: '-1' }, 'A unit'), body);
  let shown = null, drawn = '', built = -1;

  function build(unit, layer) {
    if (unit.recorded) return told(unit, layer);
    const fact = (name, value) => make('div', {}, make('dt', {}, name), make('dd', {}, value));
    const isDead = layer.s[unit.unit] === 1 || layer.s[unit.unit] === 2;
    const facts = make('dl', { class: 'facts' },
      fact('fires on', `${unit.fired.toLocaleString('en')} of ${unit.samples.toLocaleString('en')} samples (${percent(unit.fired / unit.samples)})`),
      fact('fired last in step', unit.lastFired === 0 ? 'none' : unit.lastFired.toLocaleString('en')),
      fact('pre-activation', `${short(unit.least)} to ${short(unit.most)}, mean ${short(unit.mean)}`), unit.bias !== undefined ? fact('bias', short(unit.bias)) : null);
    body.replaceChildren(make('h3', {}, `Unit ${unit.unit} of ${layer.name}`), facts, chart,
      ...(unit.certificate ? [make('h3', {}, 'Certificate of its death'), make('p', {}, unit.certificate + '.')] : []),
      ...(layer.pictures && unit.weights ? [make('h3', {}, 'Its weights'), picture] : []),
      make('div', { class: 'group' },
        isDead && !unit.certificate ? make('button', { type: 'button', onclick: () => ask({ do: 'unit', layer: unit.layer, unit: unit.unit, number: 1 }) }, 'How did it die?') : '',
        store.handsOn ? make('button', { type: 'button', onclick: () => ask({ do: 'revive', layer: unit.layer, unit: unit.unit }) }, 'Begin it anew') : ''));
    if (layer.pictures && unit.weights) weights(unit);
  }

  // Of a recorded run only how often units fired was kept.
  function told(unit, layer) {
    const states = ['fires', 'dead', 'dead since the beginning', 'hardly ever fires', 'always fires', 'not a finite number'];
    body.replaceChildren(make('h3', {}, `Unit ${unit.unit} of ${layer.name}`), make('p', {}, `${states[layer.s[unit.unit]]}: on ${percent(layer.f[unit.unit] / 255)} of the samples at this moment.`), chart);
  }

  // Rows and columns where samples have them, otherwise a row of bars; one colour below 0, another above.
  function weights(unit) {
    const shape = unit.shape.filter(n => n > 1), most = Math.max(...unit.weights.map(Math.abs), 1e-12);
    const [rows, columns] = shape.length === 2 ? shape : shape.length === 3 ? [shape[0] * shape[1], shape[2]] : [1, unit.weights.length];
    const width = Math.min(body.clientWidth, 360), size = Math.max(2, Math.min(36, Math.floor(width / columns)));
    const c = fit(picture, size * columns, size * rows);
    picture.style.width = `${size * columns}px`;
    unit.weights.forEach((w, i) => {
      c.fillStyle = w < 0 ? palette.k0 : palette.k1;
      c.globalAlpha = 0.08 + 0.92 * Math.abs(w) / most;
      c.fillRect((i % columns) * size, Math.floor(i / columns) * size, size - (size > 6 ? 1 : 0), size - (size > 6 ? 1 : 0));
    });
    c.globalAlpha = 1;
    picture.setAttribute('aria-label', `Incoming weights, ${rows} by ${columns}, from ${short(Math.min(...unit.weights))} to ${short(Math.max(...unit.weights))}`);
  }

  function history(unit) {
    const width = body.clientWidth, height = 70, c = fit(chart, width, height), frames = store.frames, last = frames.at(-1)?.step || 1, first = frames[0]?.step ?? 0;
    c.clearRect(0, 0, width, height);
    c.fillStyle = palette.soft;
    c.font = '11px system-ui, sans-serif';
    c.fillText('100 %', 0, 10);
    c.fillText('0 %', 0, height - 2);
    c.strokeStyle = palette.accent;
    c.lineWidth = 1.8;
    c.beginPath();
    frames.forEach((frame, i) => {
      const x = 40 + (frame.step - first) / Math.max(1, last - first) * (width - 44), y = 4 + (1 - (frame.f[unit.layer]?.[unit.unit] ?? 0) / 255) * (height - 8);
      i === 0 ? c.moveTo(x, y) : c.lineTo(x, y);
    });
    c.stroke();
  }

  return () => {
    root.hidden = !store.unit || !store.layers[store.unit.layer];
    if (root.hidden) return;
    if (shown !== store.unit || (store.unit.recorded && built !== store.version)) {
      built = store.version;
      shown = store.unit;
      build(store.unit, store.layers[store.unit.layer]);
    }
    const now = `${store.version} ${palette.generation} ${body.clientWidth}`;
    if (now !== drawn) {
      drawn = now;
      history(store.unit);
    }
  };
}

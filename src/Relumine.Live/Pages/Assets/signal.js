// How the signal passes through the layers, forwards and backwards, and how far each update moves the weights.
import { make, setText, short } from './dom.js';

export function makeSignal(root, store) {
  const forwards = table('Forwards', 'how far pre-activations spread', 'soft');
  const backwards = table('Backwards', 'how large gradients are', 'soft');
  const updates = table('Updates', 'how far a step moves the weights, of their size; about 1/1000 is usual', 'band');
  root.append(make('h2', {}, 'Signal'), forwards.element, backwards.element, updates.element);
  let shown = null, version = -1;

  function table(title, what) {
    const body = make('div', { class: 'bars' });
    return { element: make('div', { class: 'signal' }, make('h3', {}, title), make('p', { class: 'note' }, what), body), body, rows: [] };
  }

  function build(part, names) {
    part.rows = names.map(name => {
      const bar = make('i', {}), value = make('span', { class: 'value' });
      return { bar, value, element: make('div', { class: 'row' }, make('span', { class: 'name', title: name }, name), make('span', { class: 'bar', 'aria-hidden': 'true' }, bar), value) };
    });
    part.body.replaceChildren(...part.rows.map(r => r.element));
  }

  // On a logarithmic scale: what halves from layer to layer falls in a straight line.
  function fill(part, values, least, most, isSound) {
    part.rows.forEach((row, i) => {
      const value = values?.[i], share = value > 0 ? Math.max(0.02, Math.min(1, (Math.log10(value) - least) / (most - least))) : 0;
      row.bar.style.width = `${100 * share}%`;
      row.bar.className = value === null || value === undefined || isSound(value) ? '' : 'odd';
      setText(row.value, short(value));
    });
  }

  return () => {
    if (shown !== store.layers) {
      shown = store.layers;
      build(forwards, store.layers.map(l => l.name));
      build(backwards, store.layers.map(l => l.name));
      build(updates, store.params.filter(p => p.endsWith('.weight') || !p.includes('.bias')));
    }
    if (version === store.version) return;
    version = store.version;
    const kept = store.params?.map((p, i) => [p, i]).filter(([p]) => p.endsWith('.weight') || !p.includes('.bias')).map(([, i]) => i) ?? [];
    fill(forwards, store.sd, -4, 3, v => v > 1e-3 && v < 1e3);
    const top = Math.max(...(store.rms ?? []).filter(v => v > 0), 1e-12);
    fill(backwards, store.rms, Math.log10(top) - 8, Math.log10(top), v => v > top * 1e-5);
    fill(updates, kept.map(i => store.ratio?.[i]), -7, 0, v => v > 1e-6 && v < 0.1);
  };
}

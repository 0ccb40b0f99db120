// The wall of units: a cell for each, its firing rate as colour; dead ones black, born dead ones hatched, a flash when one dies or comes back.
import { make, setText, fit, palette, percent, count } from './dom.js';
import { deadIn } from './store.js';

const states = ['fires', 'dead', 'dead since the beginning', 'hardly ever fires', 'always fires', 'not a finite number'];
const lasts = 1200;

export function makeWall(root, store, choose, swap) {
  const list = make('div', { class: 'layers' });
  const legend = make('ul', { class: 'legend' },
    ...[['fire', 'fires: the stronger the colour, the oftener'], ['rare', 'under 1 %'], ['all', 'always'], ['dead', 'dead'], ['born', 'born dead']]
      .map(([kind, text]) => make('li', {}, make('i', { class: `key ${kind}`, 'aria-hidden': 'true' }), text)));
  root.append(make('h2', {}, 'Units'), list, legend);
  let rows = [], shown = null;

  function build() {
    list.replaceChildren();
    rows = store.layers.map((layer, index) => row(layer, index));
    list.append(...rows.map(r => r.element));
    shown = store.layers;
  }

  function row(layer, index) {
    const canvas = make('canvas', { tabindex: '0', role: 'application', 'aria-roledescription': 'wall of units',
      onclick: e => { const u = at(index, e); if (u >= 0) { rows[index].cursor = u; choose(index, u); } },
      onkeydown: e => key(index, e) });
    const summary = make('span', { class: 'soft' });
    const said = make('span', { class: 'hidden', 'aria-live': 'polite' });
    const twin = make('canvas', { role: 'img', hidden: true });
    const twinName = make('p', { class: 'note', hidden: true }, 'the untreated twin');
    const select = store.handsOn && !store.recorded && layer.swappable ? swap(index, layer) : make('span', { class: 'op' }, layer.op);
    const element = make('section', { class: 'layer', 'aria-label': `Layer ${layer.name}` },
      make('header', {}, make('h3', {}, layer.name), select, summary), canvas, said, twinName, twin);
    return { element, canvas, summary, said, twin, twinName, cursor: -1, columns: 1, size: 1, version: -1 };
  }

  const sizeOf = units => units <= 32 ? 30 : units <= 128 ? 22 : units <= 1024 ? 12 : units <= 4096 ? 8 : 6;

  function at(index, event) {
    const { canvas, columns, size } = rows[index], box = canvas.getBoundingClientRect();
    const [x, y] = [Math.floor((event.clientX - box.left) / size), Math.floor((event.clientY - box.top) / size)];
    const unit = y * columns + x;
    return x >= 0 && x < columns && unit < store.layers[index].units ? unit : -1;
  }

  function key(index, event) {
    const own = rows[index], layer = store.layers[index];
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: own.columns, ArrowUp: -own.columns }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      own.cursor = Math.max(0, Math.min(layer.units - 1, own.cursor < 0 ? 0 : own.cursor + by));
      setText(own.said, describe(layer, own.cursor));
      own.version = -1;
    } else if ((event.key === 'Enter' || event.key === ' ') && own.cursor >= 0) {
      event.preventDefault();
      event.stopPropagation();
      choose(index, own.cursor);
    }
  }

  const describe = (layer, u) => `unit ${u}: ${states[layer.s[u]]}, on ${percent(layer.f[u] / 255)} of the samples`;

  function paint(canvas, layer, own, flashes) {
    const width = canvas.parentElement.clientWidth;
    if (width === 0) return;
    const size = sizeOf(layer.f.length), columns = Math.max(1, Math.floor(width / size)), gap = size > 7 ? 2 : 1;
    [own.columns, own.size] = [columns, size];
    const height = Math.ceil(layer.f.length / columns) * size;
    const c = fit(canvas, width, height);
    c.clearRect(0, 0, width, height);
    for (let u = 0; u < layer.f.length; u++) cell(c, (u % columns) * size, Math.floor(u / columns) * size, size - gap, layer.f[u], layer.s[u]);
    for (const flash of flashes) {
      const age = (performance.now() - flash.at) / lasts;
      c.strokeStyle = flash.died ? palette.bad : palette.good;
      c.globalAlpha = Math.max(0, 1 - age);
      c.lineWidth = 3;
      const grow = 2 + 6 * age;
      c.strokeRect((flash.unit % columns) * size - grow, Math.floor(flash.unit / columns) * size - grow, size - gap + 2 * grow, size - gap + 2 * grow);
      c.globalAlpha = 1;
    }
    if (own.cursor >= 0) {
      c.strokeStyle = palette.accent;
      c.lineWidth = 2.5;
      c.strokeRect((own.cursor % columns) * size - 1, Math.floor(own.cursor / columns) * size - 1, size - gap + 2, size - gap + 2);
    }
  }

  function cell(c, x, y, s, f, state) {
    if (state === 1 || state === 2) {
      c.fillStyle = palette.gone;
      c.fillRect(x, y, s, s);
      if (s > 4) {
        // Black on a dark sheet would be a gap.
        c.strokeStyle = palette.born;
        c.lineWidth = 0.6;
        c.strokeRect(x + 0.3, y + 0.3, s - 0.6, s - 0.6);
      }
      if (state === 2 && s > 4) {
        c.strokeStyle = palette.born;
        c.lineWidth = Math.max(1, s / 12);
        c.beginPath();
        for (let d = s / 3; d < 2 * s; d += s / 3) { c.moveTo(x + Math.max(0, d - s), y + Math.min(s, d)); c.lineTo(x + Math.min(s, d), y + Math.max(0, d - s)); }
        c.stroke();
      }
      return;
    }
    c.fillStyle = state === 5 ? palette.bad : palette.ramp[f];
    c.fillRect(x, y, s, s);
    if (s > 8 && (state === 3 || state === 4)) {
      c.fillStyle = state === 3 ? palette.rare : palette.on;
      c.fillRect(x, y + s - Math.max(3, s / 7), s, Math.max(3, s / 7));
    }
  }

  return () => {
    if (shown !== store.layers) build();
    const now = performance.now();
    store.flashes = store.flashes.filter(f => now - f.at < lasts);
    rows.forEach((own, index) => {
      const layer = store.layers[index], flashes = store.flashes.filter(f => f.layer === index);
      const version = `${store.version} ${palette.generation} ${own.element.clientWidth}`;
      if (own.version === version && flashes.length === 0) return;
      own.version = version;
      paint(own.canvas, layer, own, flashes);
      const gone = deadIn(layer);
      setText(own.summary, `${count(layer.units, 'unit')}${layer.canDie ? `, ${gone} dead` : ', none can die'}`);
      own.canvas.setAttribute('aria-label', `Layer ${layer.name}, ${count(layer.units, 'unit')}, ${gone} dead. Arrow keys choose a unit, Enter opens it.`);
      const twin = store.twin?.layers[index];
      [own.twin.hidden, own.twinName.hidden] = [!twin, !twin];
      if (twin) {
        paint(own.twin, twin, { cursor: -1 }, []);
        own.twin.setAttribute('aria-label', `The untreated twin: ${deadIn(twin)} dead`);
        setText(own.twinName, `the untreated twin: ${deadIn(twin)} dead`);
      }
    });
    return store.flashes.length > 0;
  };
}

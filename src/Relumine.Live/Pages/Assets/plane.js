// Two inputs: the exact cells on which the network is affine, the creases that its units make, by layer, and where its decision changes.
import { make, setText, fit, palette, rgb, short } from './dom.js';

const fine = 8191;

export function makePlane(root, store) {
  const canvas = make('canvas', { tabindex: '0', role: 'application', 'aria-roledescription': 'map of the plane', onmousemove: e => { pointer = place(e); }, onmouseleave: () => { pointer = null; },
    onkeydown: key });
  const caption = make('p', { class: 'note' }), told = make('p', { class: 'cell', 'aria-live': 'polite' });
  const creases = make('ul', { class: 'legend', 'aria-label': 'Colours of the creases' });
  root.append(make('h2', {}, 'The plane'), canvas, caption, creases, told);
  let pointer = null, drawn = '', named = '';

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * fine, (1 - (event.clientY - box.top) / box.height) * fine];
  }

  function key(event) {
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!by) return;
    event.preventDefault();
    const [x, y] = pointer ?? [fine / 2, fine / 2], far = fine / (event.shiftKey ? 8 : 40);
    pointer = [Math.max(0, Math.min(fine, x + far * by[0])), Math.max(0, Math.min(fine, y + far * by[1]))];
  }

  const kinds = () => [palette.k0, palette.k1, palette.k2, palette.k3, palette.k4, palette.k5, palette.k6, palette.k7];
  const isRegression = () => !store.accuracy;

  // Between the two colours, by how sure the network is; on a sheet of the card's colour where it is not.
  function shade(value) {
    const sure = Math.tanh(isRegression() ? value : value / 2), [to, back] = [rgb(sure < 0 ? palette.k0 : palette.k1), rgb(palette.card)];
    const a = 0.1 + 0.62 * Math.abs(sure);
    return `rgb(${to.map((c, i) => Math.round(back[i] + a * (c - back[i]))).join(',')})`;
  }

  const faint = color => { const [to, back] = [rgb(color), rgb(palette.card)]; return `rgb(${to.map((c, i) => Math.round(back[i] + 0.42 * (c - back[i]))).join(',')})`; };

  // The affine functions of a cell as one: of one output itself, of two their difference.
  function difference(m) {
    return m.length === 3 ? m : m.length === 6 ? [m[3] - m[0], m[4] - m[1], m[5] - m[2]] : null;
  }

  function winner(m, s, t) {
    let best = 0;
    for (let o = 1; o < m.length / 3; o++) if (value(m.slice(3 * o), s, t) > value(m.slice(3 * best), s, t)) best = o;
    return best;
  }

  const value = (m, s, t) => m[0] + m[1] * s + m[2] * t;

  function fillCell(c, cell, corners, size) {
    const [lowS, highS, lowT, highT] = store.plane.box, px = i => corners[2 * i] / fine * size, py = i => (1 - corners[2 * i + 1] / fine) * size;
    const s = i => lowS + corners[2 * i] / fine * (highS - lowS), t = i => lowT + corners[2 * i + 1] / fine * (highT - lowT);
    c.beginPath();
    cell.p.forEach((p, i) => i === 0 ? c.moveTo(px(p), py(p)) : c.lineTo(px(p), py(p)));
    c.closePath();
    const m = difference(cell.m);
    if (!m) {
      const n = cell.p.length, [cs, ct] = [cell.p.reduce((a, p) => a + s(p), 0) / n, cell.p.reduce((a, p) => a + t(p), 0) / n];
      c.fillStyle = faint(kinds()[winner(cell.m, cs, ct) % 8]);
    } else {
      const values = cell.p.map(p => value(m, s(p), t(p))), low = Math.min(...values), high = Math.max(...values);
      const gx = m[1] * (highS - lowS) / size, gy = -m[2] * (highT - lowT) / size, g2 = gx * gx + gy * gy;
      if (high - low < 0.02 || g2 < 1e-14) c.fillStyle = shade((low + high) / 2);
      else {
        const from = cell.p[values.indexOf(low)], far = (high - low) / g2;
        const gradient = c.createLinearGradient(px(from), py(from), px(from) + gx * far, py(from) + gy * far);
        for (let k = 0; k <= 4; k++) gradient.addColorStop(k / 4, shade(low + k / 4 * (high - low)));
        c.fillStyle = gradient;
      }
    }
    c.fill();
    c.strokeStyle = c.fillStyle;
    c.lineWidth = 0.6;
    c.stroke();
  }

  function drawCells(c, size) {
    const { cells, corners, edges, boundary } = store.cells;
    for (const cell of cells) fillCell(c, cell, corners, size);
    const px = i => corners[2 * i] / fine * size, py = i => (1 - corners[2 * i + 1] / fine) * size;
    const layers = [palette.l0, palette.l1, palette.l2, palette.l3, palette.l4];
    for (let layer = 0; layer < 12; layer++) {
      c.beginPath();
      for (let i = 0; i < edges.length; i += 3) if (Math.min(edges[i + 2], 11) === layer) { c.moveTo(px(edges[i]), py(edges[i])); c.lineTo(px(edges[i + 1]), py(edges[i + 1])); }
      c.strokeStyle = layers[layer % 5];
      c.lineWidth = layer === 0 ? 1.5 : 1;
      c.globalAlpha = 0.75;
      c.stroke();
      c.globalAlpha = 1;
    }
    c.beginPath();
    for (let i = 0; i < boundary.length; i += 4) {
      c.moveTo(boundary[i] / fine * size, (1 - boundary[i + 1] / fine) * size);
      c.lineTo(boundary[i + 2] / fine * size, (1 - boundary[i + 3] / fine) * size);
    }
    c.strokeStyle = palette.ink;
    c.lineWidth = 3;
    c.lineCap = 'round';
    c.stroke();
  }

  // Which colour is which layer; of one layer there is nothing to tell apart.
  function nameCreases(exact) {
    const edges = exact ? store.cells.edges : [], layers = [...new Set(edges.filter((_, i) => i % 3 === 2).map(l => Math.min(l, 11)))].sort((a, b) => a - b);
    const names = layers.map(l => store.layers[l]?.name ?? `layer ${l + 1}`);
    creases.hidden = layers.length < 2;
    if (named === names.join()) return;
    named = names.join();
    creases.replaceChildren(...layers.map((l, i) => make('li', {}, make('i', { class: `key l${l % 5}`, 'aria-hidden': 'true' }), names[i])));
  }

  function drawGrid(c, size) {
    const { side, grid } = store.cells, outputs = grid.length / (side * side), step = size / side;
    for (let i = 0; i < side * side; i++) {
      const o = grid.slice(i * outputs, (i + 1) * outputs);
      c.fillStyle = outputs === 1 ? shade(o[0]) : outputs === 2 ? shade(o[1] - o[0]) : faint(kinds()[o.indexOf(Math.max(...o)) % 8]);
      c.fillRect((i % side) * step, size - (Math.floor(i / side) + 1) * step, step + 0.6, step + 0.6);
    }
  }

  function drawPoints(c, size) {
    const { points } = store.plane, colors = kinds();
    for (let i = 0; i < points.length; i += 3) {
      c.beginPath();
      c.arc(points[i] / fine * size, (1 - points[i + 1] / fine) * size, size > 300 ? 3.4 : 2.6, 0, 7);
      c.fillStyle = isRegression() ? (points[i + 2] < 0 ? colors[0] : colors[1]) : colors[points[i + 2] % 8];
      c.fill();
      c.strokeStyle = palette.card;
      c.lineWidth = 1;
      c.stroke();
    }
  }

  function inside(cell, corners, [x, y]) {
    const n = cell.p.length;
    for (let i = 0; i < n; i++) {
      const [a, b] = [cell.p[i], cell.p[(i + 1) % n]];
      if ((corners[2 * b] - corners[2 * a]) * (y - corners[2 * a + 1]) - (corners[2 * b + 1] - corners[2 * a + 1]) * (x - corners[2 * a]) < -1e-6) return false;
    }
    return true;
  }

  function tell(c, size) {
    const cell = pointer && store.cells?.cells?.find(k => inside(k, store.cells.corners, pointer));
    if (!cell) return setText(told, 'Point at a cell, or choose the map and use the arrow keys: its affine map and its pattern are told here.');
    c.beginPath();
    cell.p.forEach((p, i) => { const [x, y] = [store.cells.corners[2 * p] / fine * size, (1 - store.cells.corners[2 * p + 1] / fine) * size]; return i === 0 ? c.moveTo(x, y) : c.lineTo(x, y); });
    c.closePath();
    c.strokeStyle = palette.accent;
    c.lineWidth = 3.5;
    c.stroke();
    const signed = v => v < 0 ? ` − ${short(-v)}` : ` + ${short(v)}`;
    const maps = Array.from({ length: Math.min(4, cell.m.length / 3) }, (_, o) => `y${cell.m.length > 3 ? o : ''} = ${short(cell.m[3 * o])}${signed(cell.m[3 * o + 1])}·x₁${signed(cell.m[3 * o + 2])}·x₂`);
    setText(told, `${maps.join('; ')}. Pattern ${cell.k.split('.').map(w => BigInt('0x' + w).toString(2)).join(' · ')}: a 1 for every unit that is on, the last digit being unit 0.`);
  }

  return () => {
    root.hidden = !store.plane;
    if (!store.plane) return;
    const now = `${store.cells?.step} ${store.version} ${palette.generation} ${root.clientWidth} ${pointer}`, size = Math.min(root.clientWidth - 36, 620);
    if (now === drawn || size <= 0) return;
    drawn = now;
    canvas.style.width = `${size}px`;
    const c = fit(canvas, size, size);
    c.clearRect(0, 0, size, size);
    const exact = store.cells?.cells !== undefined;
    if (exact) drawCells(c, size); else if (store.cells) drawGrid(c, size);
    drawPoints(c, size);
    tell(c, size);
    nameCreases(exact);
    setText(caption, !store.cells ? (store.recorded ? 'The samples; of this moment no cells were kept.' : 'The samples.') : exact ? `${store.cells.pieces.toLocaleString('en')} cells; on each of them the network is one affine map. Thin lines are creases, coloured by the layer whose unit makes them; the thick line is where the decision changes.`
      : store.cells.why === 'many' ? 'So many cells that nobody could tell them apart: the answers on a grid instead.' : 'Not piecewise linear, so there are no cells: the answers on a grid.');
    canvas.setAttribute('aria-label', !store.cells ? 'Map of the plane: the samples' : exact ? `Map of the plane: ${store.cells.pieces} cells. Arrow keys move the pointer.` : 'Map of the plane: the answers on a grid');
  };
}

// Loss and score over the steps, with deaths as marks below and what was done by hand as lines; the untreated twin is dashed.
import { make, fit, palette, short, percent } from './dom.js';

export function makeCurves(root, store) {
  const loss = make('canvas', { role: 'img' }), score = make('canvas', { role: 'img' });
  const caption = make('p', { class: 'note' });
  root.append(make('h2', {}, 'Loss and score'), loss, score, caption);
  let version = '';

  const left = 46, right = 10, top = 8, bottom = 22;

  function frame(c, width, height, low, high, labels, last) {
    c.clearRect(0, 0, width, height);
    c.font = '11px system-ui, sans-serif';
    c.lineWidth = 1;
    for (const [value, text] of labels) {
      const y = top + (1 - (value - low) / (high - low || 1)) * (height - top - bottom);
      c.strokeStyle = palette.line;
      c.beginPath(); c.moveTo(left, y); c.lineTo(width - right, y); c.stroke();
      c.fillStyle = palette.soft;
      c.textAlign = 'right';
      c.fillText(text, left - 6, y + 4);
    }
    c.textAlign = 'left';
    c.fillText('0', left, height - 5);
    c.textAlign = 'right';
    c.fillText(`step ${last.toLocaleString('en')}`, width - right, height - 5);
  }

  function line(c, points, x, y, color, dash) {
    if (points.length === 0) return;
    c.strokeStyle = color;
    c.lineWidth = 2;
    c.setLineDash(dash);
    c.beginPath();
    points.forEach((p, i) => i === 0 ? c.moveTo(x(p[0]), y(p[1])) : c.lineTo(x(p[0]), y(p[1])));
    c.stroke();
    c.setLineDash([]);
  }

  // Of a recorded run, what was known at its moment.
  const known = () => store.recorded ? store.epochs.filter(e => e.step <= store.step) : store.epochs;
  const end = () => store.recorded ? store.total : Math.max(1, store.step, store.epochs.at(-1)?.step ?? 0);
  const axis = value => value >= 1e4 ? value.toExponential(0).replace('e+', 'e') : short(value);

  function drawLoss(width) {
    const height = 190, c = fit(loss, width, height), last = end(), epochs = known();
    const validated = epochs.filter(e => e.vloss !== null && e.vloss > 0).map(e => [e.step, Math.log10(e.vloss)]);
    const log = list => list.filter(p => p[1] > 0).map(p => [p[0], Math.log10(p[1])]);
    const own = log(store.curve.length < epochs.length ? epochs.map(e => [e.step, e.loss]) : store.curve), other = log(store.twinCurve);
    const all = [...own, ...other, ...validated].map(p => p[1]);
    let [low, high] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [-1, 0];
    if (high - low < 0.2) [low, high] = [low - 0.1, high + 0.1];
    const labels = [low, (low + high) / 2, high].map(v => [v, axis(10 ** v)]);
    frame(c, width, height, low, high, labels, last);
    const x = s => left + s / last * (width - left - right), y = v => top + (1 - (v - low) / (high - low)) * (height - top - bottom);
    for (const done of store.done) {
      c.strokeStyle = palette.on;
      c.setLineDash([2, 3]);
      c.beginPath(); c.moveTo(x(done.after), top); c.lineTo(x(done.after), height - bottom); c.stroke();
      c.setLineDash([]);
    }
    line(c, own, x, y, palette.accent, []);
    line(c, validated, x, y, palette.on, [1, 3]);
    line(c, other, x, y, palette.bad, [6, 4]);
    for (const change of store.changes) {
      c.fillStyle = change.died ? palette.bad : palette.good;
      c.fillRect(x(change.step) - 1, height - bottom + (change.died ? 0 : -5), 2, 6);
    }
    loss.setAttribute('aria-label', `Loss over ${last} steps: now ${short(store.loss)}; ${store.changes.filter(d => d.died).length} deaths, ${store.changes.filter(d => !d.died).length} revivals`);
  }

  function drawScore(width) {
    const height = 110, c = fit(score, width, height), last = end(), epochs = known();
    const points = epochs.filter(e => e.score !== null).map(e => [e.step, Math.max(-0.2, e.score)]);
    if (store.score !== null && store.score !== undefined && store.step > (points.at(-1)?.[0] ?? -1)) points.push([store.step, Math.max(-0.2, store.score)]);
    const checked = epochs.filter(e => e.vscore !== null).map(e => [e.step, Math.max(-0.2, e.vscore)]);
    const low = Math.min(0, ...points.map(p => p[1]));
    frame(c, width, height, low, 1, [[0, store.accuracy ? '0 %' : '0'], [0.5, store.accuracy ? '50 %' : '0.5'], [1, store.accuracy ? '100 %' : '1']], last);
    const x = s => left + s / last * (width - left - right), y = v => top + (1 - (v - low) / (1 - low)) * (height - top - bottom);
    line(c, points, x, y, palette.accent, []);
    line(c, checked, x, y, palette.on, [1, 3]);
    score.setAttribute('aria-label', `${store.accuracy ? 'Accuracy' : 'R squared'} on the training data: now ${store.accuracy ? percent(store.score) : short(store.score)}`);
  }

  return () => {
    const now = `${store.version} ${palette.generation} ${root.clientWidth}`, width = loss.parentElement.clientWidth - 36;
    if (now === version || width <= 0) return;
    version = now;
    drawLoss(width);
    drawScore(width);
    const validated = store.epochs.some(e => e.vloss !== null);
    const text = `Above, the loss on a logarithmic scale; red marks below are deaths, green ones revivals. Below, the ${store.accuracy ? 'accuracy' : 'R²'}.`
      + (validated ? ' Dotted: the samples kept aside.' : '') + (store.twin ? ' Dashed: the untreated twin.' : '');
    if (caption.textContent !== text) caption.textContent = text;
  };
}

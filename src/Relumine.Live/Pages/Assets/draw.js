// A sheet to draw data on: points of two colours, by mouse, touch or keyboard, from -1 to 1 in both directions.
import { make, setText, fit, palette, count } from './dom.js';

const most = 400, side = 260, apart = 0.05;

export function makeSheet() {
  const canvas = make('canvas', { tabindex: '0', role: 'application', 'aria-roledescription': 'sheet to draw points on', class: 'sheet', onpointerdown: begin, onpointermove: move, onpointerup: () => { last = null; }, onpointercancel: () => { last = null; }, onkeydown: key });
  const color = make('select', { onchange: draw }, make('option', { value: 0 }, 'blue'), make('option', { value: 1 }, 'orange'));
  const undo = make('button', { type: 'button', onclick: () => { points.pop(); draw(); } }, 'Take the last back');
  const clear = make('button', { type: 'button', onclick: () => { points = []; draw(); } }, 'Clear');
  const told = make('p', { class: 'note', 'aria-live': 'polite' });
  const element = make('div', { class: 'drawing', hidden: true }, canvas,
    make('div', {}, make('div', { class: 'group' }, make('label', {}, 'Colour ', color), undo, clear), told,
      make('p', { class: 'note' }, 'Draw with the mouse or a finger. By keyboard: arrow keys move the cross (with Shift in large steps), Enter sets a point, C changes the colour, Backspace takes the last back.')));
  let points = [], last = null, cursor = null;

  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * 2 - 1, 1 - (event.clientY - box.top) / box.height * 2];
  };

  function add([x, y]) {
    if (points.length >= most || Math.abs(x) > 1 || Math.abs(y) > 1) return;
    points.push([Number(x.toFixed(2)), Number(y.toFixed(2)), Number(color.value)]);
    draw();
  }

  function begin(event) {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    add(last);
  }

  // A stroke sets a point every so often, with a little disorder, as nature does.
  function move(event) {
    if (!last) return;
    const [x, y] = place(event);
    if (Math.hypot(x - last[0], y - last[1]) < apart) return;
    last = [x, y];
    add([x + 0.04 * (Math.random() - 0.5), y + 0.04 * (Math.random() - 0.5)]);
  }

  function key(event) {
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key], far = event.shiftKey ? 0.2 : 0.04;
    cursor ??= [0, 0];
    if (by) cursor = cursor.map((c, i) => Math.max(-1, Math.min(1, c + far * by[i])));
    else if (event.key === 'Enter' || event.key === ' ') add(cursor);
    else if (event.key === 'Backspace') points.pop();
    else if (event.key === 'c' || event.key === 'C') color.value = color.value === '0' ? '1' : '0';
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  }

  function draw() {
    const c = fit(canvas, side, side), x = v => (v + 1) / 2 * side, y = v => (1 - v) / 2 * side;
    c.clearRect(0, 0, side, side);
    c.strokeStyle = palette.line;
    c.strokeRect(0.5, 0.5, side - 1, side - 1);
    for (const [px, py, kind] of points) {
      c.beginPath();
      c.arc(x(px), y(py), 3.4, 0, 7);
      c.fillStyle = kind === 0 ? palette.k0 : palette.k1;
      c.fill();
    }
    if (cursor) {
      c.strokeStyle = color.value === '0' ? palette.k0 : palette.k1;
      c.lineWidth = 2;
      c.beginPath(); c.moveTo(x(cursor[0]) - 7, y(cursor[1])); c.lineTo(x(cursor[0]) + 7, y(cursor[1])); c.moveTo(x(cursor[0]), y(cursor[1]) - 7); c.lineTo(x(cursor[0]), y(cursor[1]) + 7); c.stroke();
    }
    const of = kind => points.filter(p => p[2] === kind).length;
    const text = `${count(of(0), 'blue point')}, ${of(1)} orange` + (cursor ? `; the cross is at ${cursor[0].toFixed(2)}, ${cursor[1].toFixed(2)}` : '');
    setText(told, text + (points.length >= most ? '; no more fit.' : '.'));
    canvas.setAttribute('aria-label', `Sheet to draw on: ${text}`);
    [undo.disabled, clear.disabled] = [points.length === 0, points.length === 0];
  }

  return {
    element, draw,
    get points() { return points; },
    set points(given) { points = given.map(p => [...p]); draw(); },
  };
}

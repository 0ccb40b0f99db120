// What the page knows of the run: one object, changed by events and by nothing else.

const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
const mostRemembered = 4e6;

export function makeStore() {
  return { ready: false, step: 0, layers: [], frames: [], changes: [], epochs: [], curve: [], twinCurve: [], done: [], flashes: [], findings: [], version: 0 };
}

/** Changes the store by an event. Returns what a screen reader should be told, or null. */
export function apply(store, kind, data) {
  store.version++;
  switch (kind) {
    case 'hello':
    case 'reset': return begin(store, data);
    case 'frame': return frame(store, data);
    case 'epoch': return epoch(store, data);
    case 'units': return units(store, data.changes);
    case 'findings': return findings(store, data.findings);
    case 'cells': store.cells = data; return null;
    case 'twin': return twin(store, data);
    case 'state': Object.assign(store, data.state ? { state: data.state, pace: data.pace, rate: data.rate, hasTwin: data.twin } : {}); return null;
    case 'runs': store.runs = data.runs; return null;
    case 'done': store.done.push(data); return `After step ${data.after}: ${data.text}.`;
    case 'unit': store.unit = data; return null;
    case 'note': store.note = data.text; return data.text;
    case 'end': Object.assign(store, { state: 'over', ended: true, note: data.text }); return data.text;
    default: return null;
  }
}

function begin(store, data) {
  Object.assign(store, {
    ready: true, ended: false, ...data, hasTwin: data.twin, frames: [], flashes: [], twin: null, twinCurve: [], unit: null, note: null, cells: null, findings: data.found?.findings ?? [],
    epochs: [...data.epochs], changes: [...data.changes], done: [...data.done],
    layers: data.layers.map(l => ({ ...l, f: new Uint8Array(l.units), s: new Uint8Array(l.units) })), curve: pairs(data.curve), step: data.epochs.at(-1)?.step ?? 0,
  });
  const last = data.epochs.at(-1);
  Object.assign(store, { loss: last?.loss, score: last?.score, examined: last?.loss, sd: [], rms: [], ratio: [] });
  return null;
}

// Pictures of a run that is not to be held up may be far between; the end of an epoch is news, too.
function epoch(store, data) {
  if (!store.epochs.some(e => e.step === data.step && e.epoch === data.epoch)) store.epochs.push(data);
  if (data.step > store.step) Object.assign(store, { step: data.step, loss: data.loss, score: data.score, examined: data.loss });
  return null;
}

function frame(store, data) {
  if (data.layers.length !== store.layers.length) return null;
  Object.assign(store, { step: data.step, epoch: data.epoch, rate: data.rate, sd: data.sd, rms: data.rms, ratio: data.ratio });
  data.layers.forEach((l, i) => Object.assign(store.layers[i], { f: bytes(l.f), s: bytes(l.s) }));
  if (data.loss !== null) {
    store.loss = data.loss;
    store.curve.push([data.step, data.loss]);
    if (store.curve.length > 4000) store.curve = store.curve.filter((_, i) => i % 2 === 0);
  }
  if (data.score !== null) [store.score, store.examined] = [data.score, data.examined];
  remember(store);
  return null;
}

// How units fired over time, for whoever clicks on one; thinned when it becomes much.
function remember(store) {
  store.frames.push({ step: store.step, f: store.layers.map(l => l.f) });
  const size = store.layers.reduce((sum, l) => sum + l.units, 0);
  if (store.frames.length > Math.max(40, Math.min(600, mostRemembered / Math.max(1, size)))) store.frames = store.frames.filter((_, i) => i % 2 === 0);
}

function units(store, changes) {
  store.changes.push(...changes);
  if (store.changes.length > 1000) store.changes.splice(0, store.changes.length - 1000);
  const now = performance.now();
  store.flashes.push(...changes.map(c => ({ ...c, at: now })));
  const died = changes.filter(c => c.died).length, back = changes.length - died;
  return [died > 0 ? `${died} ${died === 1 ? 'unit' : 'units'} died` : '', back > 0 ? `${back} came back` : ''].filter(t => t).join(', ') + `; ${dead(store)} are dead.`;
}

function findings(store, list) {
  const known = new Set(store.findings.map(f => f.id + f.layer));
  store.findings = list;
  const news = list.filter(f => f.severity !== 'info' && !known.has(f.id + f.layer));
  return news.length > 0 ? news.map(f => f.title).join(', ') : null;
}

function twin(store, data) {
  if (data.gone) {
    [store.twin, store.twinCurve] = [null, []];
    return 'The twin has gone.';
  }
  const first = !store.twin;
  store.twin = { ...data, layers: data.layers.map(l => ({ f: bytes(l.f), s: bytes(l.s) })) };
  if (data.loss !== null) store.twinCurve.push([data.step, data.loss]);
  return first ? 'The untreated twin runs beside it.' : null;
}

export const dead = store => store.layers.reduce((sum, l) => sum + l.s.reduce((n, s) => n + (s === 1 || s === 2), 0), 0);
export const deadIn = layer => layer.s.reduce((n, s) => n + (s === 1 || s === 2), 0);
export const canDie = store => store.layers.reduce((sum, l) => sum + (l.canDie ? l.units : 0), 0);

const pairs = flat => Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

// The playground: a lesson to begin with, and a form for everything that a small network depends on. The state lives in the address.
import { make, setText } from './dom.js';
import { ask } from './source.js';
import { makeSheet } from './draw.js';

const kinds = { spiral: 'two arms', circles: 'rings', blobs: 'clouds', points: 'drawn by you' };
const functions = ['relu', 'leakyRelu', 'prelu', 'elu', 'selu', 'gelu', 'silu', 'softplus', 'sigmoid', 'tanh', 'maxout'];
const inits = ['heNormal', 'heUniform', 'glorotNormal', 'glorotUniform', 'lecunNormal', 'orthogonal'];
const optimizers = ['sgd', 'adam', 'adamW', 'rmsProp', 'adagrad'];

const encode = text => btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const decode = text => new TextDecoder().decode(Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)));
const nameOf = layer => typeof layer === 'string' ? layer : Object.keys(layer)[0];

export function makePlay(root, store) {
  const lesson = make('select', { onchange: () => { const p = store.presets.find(q => q.id === lesson.value); if (p) begin(JSON.parse(p.recipe)); } });
  const look = make('p', { class: 'look' });
  const select = (options, names = {}) => make('select', {}, ...options.map(o => make('option', { value: o }, names[o] ?? o)));
  const field = (label, input) => make('label', {}, `${label} `, input);
  const number = (min, max, step) => make('input', { type: 'number', min, max, step });
  const [data, init, optimizer] = [select(Object.keys(kinds), kinds), select(['as the lesson', ...inits]), select(optimizers)];
  const sheet = makeSheet();
  data.addEventListener('change', showSheet);
  const [rate, kink, batch, seed] = [number(0, 1000, 'any'), number(0, 1, 0.25), number(1, 1000, 1), number(0, 1e9, 1)];
  const [scaled, normalized] = [make('input', { type: 'checkbox' }), make('input', { type: 'checkbox' })];
  const layers = make('ol', { class: 'builder' });
  const add = make('button', { type: 'button', onclick: () => { row(8, 'relu'); } }, 'Add a layer');
  const go = make('button', { type: 'button', class: 'main', onclick: beginOwn }, 'Begin anew with this');
  root.append(make('h2', {}, 'Playground'), make('div', { class: 'group' }, field('Lesson', lesson)), look,
    make('details', {}, make('summary', {}, 'Build your own'),
      make('div', { class: 'group' }, field('Data', data), field('standardize', scaled), field('Batch', batch), field('Seed', seed)), sheet.element,
      layers, make('div', { class: 'group' }, add, field('batch normalization', normalized)),
      make('div', { class: 'group' }, field('Initialization', init), field('λ at the kink', kink), field('Optimizer', optimizer), field('Rate', rate), go)));
  let shown = null, recipe = null, asked = false;

  // A layer of a lesson may begin in a way of its own, which is kept until another initialization is chosen.
  function row(units, name, own = {}) {
    const count = number(1, 512, 1), what = select(functions), bias = number(-100, 100, 'any');
    [count.value, what.value, bias.value] = [units, functions.includes(name) ? name : 'relu', typeof own.bias === 'number' ? own.bias : 0];
    count.setAttribute('aria-label', 'Units');
    what.setAttribute('aria-label', 'Activation');
    const item = make('li', {}, count, ' units, ', what, make('label', {}, ' bias ', bias), own.init ? ` weights ${JSON.stringify(own.init).replace(/[{}"]/g, '').replace(':', ' ')} ` : ' ',
      make('button', { type: 'button', 'aria-label': 'Remove this layer', onclick: () => item.remove() }, '×'));
    layers.append(item);
    Object.assign(item, { read: () => ({ units: Number(count.value), name: what.value, bias: Number(bias.value), init: own.init }) });
  }

  function showSheet() {
    sheet.element.hidden = data.value !== 'points';
    if (!sheet.element.hidden) sheet.draw();
  }

  function beginOwn() {
    const of = kind => sheet.points.filter(p => p[2] === kind).length;
    if (data.value === 'points' && (of(0) < 2 || of(1) < 2)) store.note = 'Draw at least two points of each colour first.';
    else begin(read());
  }

  function begin(next) {
    const text = JSON.stringify(next);
    history.replaceState(null, '', `#${encode(text)}`);
    ask({ do: 'recipe', text });
  }

  function show() {
    recipe = JSON.parse(store.recipe);
    const source = nameOf(recipe.data), own = JSON.stringify(recipe.init.weights), hidden = recipe.model.slice(0, -1);
    data.value = source;
    if (source === 'points') sheet.points = recipe.data.points.at;
    showSheet();
    scaled.checked = recipe.data.standardize === true;
    init.value = inits.includes(nameOf(recipe.init.weights)) && !own.includes(':{') ? nameOf(recipe.init.weights) : 'as the lesson';
    init.dataset.begun = init.value;
    optimizer.value = nameOf(recipe.optimizer);
    [rate.value, kink.value, batch.value, seed.value] = [Object.values(recipe.optimizer)[0].lr, recipe.kink, recipe.batch, recipe.seed];
    normalized.checked = hidden.some(l => nameOf(l) === 'batchNormalization');
    layers.replaceChildren();
    hidden.forEach((l, i) => {
      const name = nameOf(l);
      if (name === 'maxout') row(l.maxout, 'maxout', l);
      else if (name === 'dense') row(l.dense, nameOf(hidden.slice(i + 1).find(k => nameOf(k) !== 'batchNormalization') ?? 'relu'), l);
    });
    lesson.replaceChildren(make('option', { value: '' }, 'one of your own'), ...store.presets.map(p => make('option', { value: p.id }, p.title)));
    const now = store.presets.find(p => same(JSON.parse(p.recipe), recipe));
    lesson.value = now?.id ?? '';
    setText(look, now?.look ?? 'A network of your own. Its address can be sent: relumine play takes what stands behind the #.');
  }

  const same = (a, b) => JSON.stringify([a.data, a.model, a.init, a.optimizer, a.kink]) === JSON.stringify([b.data, b.model, b.init, b.optimizer, b.kink]);

  function read() {
    const kind = data.value, old = kind === 'points' ? { at: sheet.points } : nameOf(recipe.data) === kind ? recipe.data[kind] : kind === 'spiral' ? { classes: 2, samples: 300 } : kind === 'blobs' ? { classes: 2, features: 2, samples: 300 } : { samples: 300 };
    const model = [...layers.children].map(li => li.read()).flatMap(({ units, name, bias, init: own }) => {
      const beginning = { ...bias !== 0 ? { bias } : {}, ...own && init.value === init.dataset.begun ? { init: own } : {} };
      return name === 'maxout' ? [{ maxout: units, ...beginning }] : [{ dense: units, ...beginning }, ...normalized.checked ? ['batchNormalization'] : [], name];
    });
    return { data: { [kind]: old, validation: kind === 'points' && sheet.points.length < 40 ? 0 : 0.2, standardize: scaled.checked }, model: [...model, { dense: 1 }], init: { weights: init.value === 'as the lesson' ? recipe.init.weights : init.value },
      kink: Number(kink.value), loss: 'binaryCrossEntropy', optimizer: { [optimizer.value]: { lr: Number(rate.value) } }, batch: Number(batch.value), epochs: 20000, seed: Number(seed.value) };
  }

  return () => {
    root.hidden = !store.plays;
    if (!store.plays || shown === store.layers) return;
    shown = store.layers;
    show();
    if (!asked && location.hash.length > 1) {
      try { begin(JSON.parse(decode(location.hash.slice(1)))); } catch { store.note = 'What stands behind the # of the address is no network.'; }
    }
    asked = true;
  };
}

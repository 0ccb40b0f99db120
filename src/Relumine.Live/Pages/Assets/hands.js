// Hands on: pause, one step, pace, rate, revive, another activation, batch normalization, the untreated twin.
import { make, setText, short } from './dom.js';
import { dead } from './store.js';
import { ask } from './source.js';

const activations = ['relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'silu', 'softplus', 'sigmoid', 'tanh'];
const paces = [['all the machine gives', 0], ['100 steps a second', 100], ['30 steps a second', 30], ['10 steps a second', 10], ['3 steps a second', 3], ['1 step a second', 1]];

export function makeHands(root, store) {
  const button = (text, what, extra = {}) => make('button', { type: 'button', onclick: () => ask(typeof what === 'function' ? what() : what), ...extra }, text);
  const toggle = button('Pause', () => ({ do: store.state === 'running' ? 'pause' : 'run' }), { class: 'main', 'aria-keyshortcuts': 'Space' });
  const step = button('One step', { do: 'step' }, { 'aria-keyshortcuts': '.' });
  const ten = button('100 steps', { do: 'step', number: 100 });
  const pace = make('select', { onchange: () => ask({ do: 'pace', number: Number(pace.value) }) }, ...paces.map(([text, n]) => make('option', { value: n }, text)));
  const rate = make('input', { type: 'range', min: '-6', max: '2', step: '0.02', onchange: () => ask({ do: 'rate', number: Number((10 ** Number(rate.value)).toPrecision(3)) }), oninput: () => tellRate(10 ** Number(rate.value)) });
  const rateText = make('output', {}, '–');
  const revive = button('Revive the dead', { do: 'revive' });
  const normalize = button('Add batch normalization', { do: 'normalize' }, { title: 'Begins anew: the layers are others.' });
  const twin = button('Show the untreated twin', { do: 'twin' }, { 'aria-pressed': 'false' });
  const restart = button('Begin anew', { do: 'restart' });
  const recipe = make('a', { href: 'recipe.json', download: 'recipe.json' }, 'The recipe so far');
  const hands = make('div', { class: 'group' }, make('label', {}, 'Learning rate ', rate, rateText), revive, twin, normalize, restart, recipe);
  const done = make('ol', { class: 'done' });
  root.append(make('div', { class: 'group' }, toggle, step, ten, make('label', {}, 'Pace ', pace)), hands, done);
  let known = 0, told = null;

  function tellRate(value) {
    const text = short(value);
    setText(rateText, text);
    rate.setAttribute('aria-valuetext', text);
  }

  document.addEventListener('keydown', event => {
    if (store.recorded || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|BUTTON|TEXTAREA|SUMMARY|A|CANVAS)$/.test(event.target.tagName)) return;
    const what = { ' ': () => toggle.click(), '.': () => step.click(), r: () => revive.click(), t: () => twin.click() }[event.key];
    if (what) { event.preventDefault(); what(); }
  });

  return () => {
    root.hidden = Boolean(store.recorded);
    hands.hidden = !store.handsOn;
    setText(toggle, store.state === 'running' ? 'Pause' : store.state === 'waiting' ? 'Start' : 'Run');
    toggle.disabled = store.state === 'over' || store.state === 'diverged';
    [step.disabled, ten.disabled] = [toggle.disabled, toggle.disabled];
    const gone = dead(store);
    revive.disabled = gone === 0;
    setText(revive, gone > 0 ? `Revive the ${gone} dead` : 'Revive the dead');
    twin.setAttribute('aria-pressed', String(Boolean(store.hasTwin)));
    setText(twin, store.hasTwin ? 'Hide the untreated twin' : 'Show the untreated twin');
    if (document.activeElement !== rate && store.rate !== told && store.rate > 0) {
      told = store.rate;
      rate.value = Math.log10(store.rate);
      tellRate(store.rate);
    }
    if (document.activeElement !== pace) pace.value = String(store.pace ?? 0);
    if (known !== store.done.length) {
      known = store.done.length;
      done.replaceChildren(...store.done.slice(-6).map(d => make('li', {}, `after step ${d.after}: ${d.text}`)));
    }
  };
}

/** The choice of another activation for a layer. */
export function chooseActivation(index, layer) {
  const now = layer.op.toLowerCase(), options = activations.some(a => a.toLowerCase() === now) ? activations : [layer.op, ...activations];
  return make('select', { 'aria-label': `Activation of layer ${layer.name}`, onchange: e => ask({ do: 'swap', layer: index, text: e.target.value }) },
    ...options.map(a => make('option', { value: a, selected: a.toLowerCase() === now }, a)));
}

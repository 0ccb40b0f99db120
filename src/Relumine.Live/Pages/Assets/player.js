// A recorded run: a slider over its moments. Going on applies what is new; going back begins anew and goes on from there.
import { make, setText } from './dom.js';
import { apply } from './store.js';
import { ask } from './source.js';

const speeds = [['slowly', 400], ['at a walk', 160], ['fast', 50]];

/** The recording that a page carries inside of itself: compressed, in base 64. */
export async function unpack(text) {
  const packed = Uint8Array.from(atob(text.trim()), c => c.charCodeAt(0));
  return JSON.parse(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).text());
}

export function makePlayer(root, store) {
  const slider = make('input', { type: 'range', class: 'scrub', min: '0', step: '1', 'aria-label': 'Moment of the run', oninput: () => { halt(); seek(Number(slider.value)); } });
  const toggle = make('button', { type: 'button', class: 'main', 'aria-keyshortcuts': 'Space', onclick: () => timer ? halt() : start() }, 'Play');
  const back = make('button', { type: 'button', onclick: () => { halt(); seek(at - 1); } }, 'Back');
  const on = make('button', { type: 'button', onclick: () => { halt(); seek(at + 1); } }, 'On');
  const speed = make('select', { onchange: () => { if (timer) start(); } }, ...speeds.map(([text, ms]) => make('option', { value: ms, selected: ms === 160 }, text)));
  const where = make('output', {}, ''), look = make('p', { class: 'look' });
  const again = make('button', { type: 'button', onclick: () => ask({ do: 'repeat' }) }, 'Run it again, live');
  const note = make('p', { class: 'note' });
  root.append(make('h2', {}, 'A recorded run'), look, make('div', { class: 'group' }, toggle, back, on, make('label', {}, 'Speed ', speed), where, again), slider, note);
  let recording = null, at = -1, timer = 0;

  function start() {
    clearInterval(timer);
    if (at >= recording.pictures.length - 1) seek(0);
    timer = setInterval(() => at < recording.pictures.length - 1 ? seek(at + 1) : halt(), Number(speed.value));
    setText(toggle, 'Pause');
  }

  function halt() {
    clearInterval(timer);
    timer = 0;
    setText(toggle, 'Play');
  }

  function seek(to) {
    to = Math.max(0, Math.min(recording.pictures.length - 1, to));
    const steps = Math.abs(to - at), unit = store.unit;
    if (to < at || at < 0) {
      apply(store, 'hello', recording.hello);
      at = -1;
    }
    while (at < to) for (const [kind, data] of recording.pictures[++at].events) apply(store, kind, data);
    if (steps !== 1) store.flashes = [];
    Object.assign(store, { recorded: true, state: 'recorded', unit, total: recording.pictures.at(-1).step });
    slider.value = String(at);
    const text = `step ${recording.pictures[at].step.toLocaleString('en')} of ${recording.pictures.at(-1).step.toLocaleString('en')}`;
    setText(where, text);
    slider.setAttribute('aria-valuetext', text);
    [back.disabled, on.disabled] = [at === 0, at === recording.pictures.length - 1];
  }

  document.addEventListener('keydown', event => {
    if (!store.recorded || event.key !== ' ' || /^(INPUT|SELECT|BUTTON|SUMMARY|A|CANVAS)$/.test(event.target.tagName)) return;
    event.preventDefault();
    toggle.click();
  });

  return {
    /** Shows a recording, at its first moment or its last. */
    load(given, atEnd) {
      [recording, at] = [given, -1];
      slider.max = String(recording.pictures.length - 1);
      setText(look, recording.look);
      look.hidden = !recording.look;
      seek(atEnd ? recording.pictures.length - 1 : 0);
      again.hidden = !store.handsOn;
      setText(note, store.handsOn ? 'Before its end only what the run wrote down: which units were dead, and of each layer how often its units fired. Running it again gives the same bits, and every unit.'
        : 'This file holds a recorded run and the script that goes through it, and asks for nothing else. “relumine play” opens such a network to lay hands on.');
    },
    update() {
      root.hidden = !store.recorded;
      if (root.hidden && timer) halt();
    },
  };
}

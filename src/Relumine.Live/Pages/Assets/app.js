// The page: puts the parts together, follows the run, and draws when there is something new.
import { make, setText, short, percent, count, watchPalette } from './dom.js';
import { makeStore, apply, dead, canDie } from './store.js';
import { follow, ask } from './source.js';
import { makeWall } from './wall.js';
import { makeCurves } from './curves.js';
import { makeSignal } from './signal.js';
import { makePlane } from './plane.js';
import { makeRuns } from './runs.js';
import { makeFindings } from './findings.js';
import { makeHands, chooseActivation } from './hands.js';
import { makePlay } from './play.js';
import { makeUnit } from './unit.js';
import { makePlayer, unpack } from './player.js';

const store = makeStore();
const states = { waiting: 'waiting', running: 'learning', paused: 'paused', over: 'finished', recorded: 'a recorded run', diverged: 'diverged' };

const title = make('h1', {}, document.title.split(' · ')[0]);
const status = make('p', { class: 'status', role: 'status' }, 'connecting');
const numbers = make('dl', { class: 'numbers' });
const note = make('p', { class: 'message', role: 'alert', hidden: true });
const said = make('p', { class: 'hidden', 'aria-live': 'polite' });
const number = name => { const dd = make('dd', {}, '–'); numbers.append(make('div', {}, make('dt', {}, name), dd)); return dd; };
const shown = { step: number('step'), loss: number('loss'), score: number('score'), dead: number('dead units'), rate: number('rate') };
const card = (name, wide) => make('section', { class: `card ${name}${wide ? ' wide' : ''}` });
const cards = { wall: card('wall'), plane: card('plane'), curves: card('curves'), signal: card('signal'), findings: card('findings'), unit: card('unit'), hands: card('hands'), play: card('play'), player: card('player'), runs: card('runs') };

document.getElementById('app').replaceChildren(
  make('header', { class: 'top' }, make('div', {}, title, status), numbers), note, said, cards.play, cards.player, cards.hands,
  make('main', {}, make('div', { class: 'column' }, cards.wall, cards.runs, cards.findings, cards.unit), make('div', { class: 'column' }, cards.plane, cards.curves), make('div', { class: 'column' }, cards.signal)),
  make('footer', {}, make('details', {}, make('summary', {}, 'Keys'), make('p', {}, 'Space: pause and run, or play a recording. Full stop: one step. R: revive the dead. T: the untreated twin. In the wall and the plane: arrow keys, Enter.'))));

const choose = (layer, unit) => store.recorded ? store.unit = { layer, unit, recorded: true } : ask({ do: 'unit', layer, unit });
const player = makePlayer(cards.player, store), carried = document.getElementById('recording');
const parts = [makePlay(cards.play, store), makeHands(cards.hands, store), makeWall(cards.wall, store, choose, chooseActivation), makePlane(cards.plane, store), makeCurves(cards.curves, store),
  makeSignal(cards.signal, store), makeRuns(cards.runs, store), makeFindings(cards.findings, store), makeUnit(cards.unit, store), player.update];

[cards.play.hidden, cards.player.hidden] = [true, true];
let connected = false, spoken = 0;

function head() {
  setText(title, store.title);
  setText(status, connected ? (store.activity ? `${store.activity}: ` : '') + (states[store.state] ?? store.state) : store.ended ? 'finished; the program has ended' : 'The program does not answer. The page waits for it.');
  status.className = `status ${connected || store.ended ? store.state : 'lost'}`;
  setText(shown.step, `${store.step.toLocaleString('en')} of ${store.total.toLocaleString('en')}`);
  setText(shown.loss, short(store.loss));
  setText(shown.score, store.accuracy ? percent(store.score) : short(store.score));
  setText(shown.dead, canDie(store) === 0 ? 'none can die' : `${dead(store)} of ${canDie(store).toLocaleString('en')}`);
  setText(shown.rate, short(store.rate));
  note.hidden = !store.note;
  setText(note, store.note ?? '');
}

function draw() {
  if (store.ready) {
    head();
    for (const part of parts) part();
  }
  requestAnimationFrame(draw);
}

// A screen reader is told what is new, but not all the time.
function speak(text) {
  if (!text || performance.now() - spoken < 2500) return;
  spoken = performance.now();
  setText(said, text);
}

watchPalette(() => { store.version++; });
function hear(kind, data, id) {
  // Who goes through a recording is told nothing else, until the run is begun anew.
  if (store.recorded && !['hello', 'reset', 'note'].includes(kind)) return;
  speak(apply(store, kind, data));
  window.relumine = { event: id, step: store.step, frames: (window.relumine?.frames ?? 0) + (kind === 'frame'), cells: (window.relumine?.cells ?? 0) + (kind === 'cells'), session: store.session, state: store.state };
  if (kind === 'hello' && store.recorded) fetch('recording.json').then(r => r.json()).then(r => { if (store.recorded) player.load(r, true); });
}

if (carried) {
  connected = true;
  unpack(carried.textContent).then(r => { player.load(r, false); document.body.classList.add('alive'); });
} else follow(hear, isUp => { connected = isUp; if (isUp || !store.ended) speak(isUp ? 'Connected.' : 'The program does not answer.'); if (store.ready) head(); });
draw();

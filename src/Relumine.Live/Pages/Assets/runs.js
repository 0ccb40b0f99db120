// The runs of a checkup so far, each with what it was for and how it ended.
import { make, short, percent } from './dom.js';

export function makeRuns(root, store) {
  const body = make('tbody', {}), name = make('span', {}, 'score');
  const head = text => make('th', { scope: 'col' }, text);
  root.append(make('h2', {}, 'Runs so far'), make('div', { class: 'scroll' },
    make('table', {}, make('thead', {}, make('tr', {}, head('run'), head('steps'), make('th', { scope: 'col' }, name), head('loss'), head('dead'))), body)));
  let shown = null;
  return () => {
    root.hidden = !store.runs?.length;
    if (root.hidden || shown === store.runs) return;
    shown = store.runs;
    body.replaceChildren(...shown.map(r => make('tr', {}, make('th', { scope: 'row' }, r.name), ...[r.steps.toLocaleString('en'), store.accuracy ? percent(r.score) : short(r.score), r.loss === null ? 'not finite' : short(r.loss), r.dead]
      .map(v => make('td', {}, v)))));
  };
}

// What the doctor finds as the network learns, and which experiments would tell why.
import { make } from './dom.js';

const words = { info: 'Note', warning: 'Warning', critical: 'Critical' };

export function makeFindings(root, store) {
  const list = make('div', { class: 'found' });
  root.append(make('h2', {}, 'Findings'), list);
  let shown = null, at = null;
  return () => {
    const serious = store.findings.filter(f => f.severity !== 'info'), key = JSON.stringify(serious);
    if (key === shown && at === store.layers) return;
    [shown, at] = [key, store.layers];
    list.replaceChildren(...serious.length === 0
      ? [make('p', { class: 'note' }, store.epochs.length === 0 ? 'The doctor has not looked yet.' : 'The doctor finds nothing to complain of.')]
      : serious.map(f => make('article', { class: `finding ${f.severity}` },
        make('h3', {}, make('span', { class: 'badge' }, words[f.severity] ?? f.severity), f.title), make('p', {}, f.message),
        f.tests.length === 0 ? null : make('details', {}, make('summary', {}, 'What would test why'),
          make('ul', {}, ...f.tests.map(t => make('li', {}, make('strong', {}, t.cause), `: ${t.experiment}`)))))));
  };
}

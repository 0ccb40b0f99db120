// The events of the run. When the server goes, the page waits and tries again for as long as it is open.

const kinds = ['hello', 'reset', 'frame', 'epoch', 'units', 'findings', 'cells', 'twin', 'state', 'done', 'runs', 'unit', 'note', 'end'];

export function follow(told, connected) {
  let source = null, tries = 0;
  const open = () => {
    source = new EventSource('events');
    source.onopen = () => { tries = 0; connected(true); };
    source.onerror = () => {
      connected(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, Math.min(5000, 300 * 2 ** tries++));
    };
    for (const kind of kinds) source.addEventListener(kind, event => told(kind, JSON.parse(event.data), Number(event.lastEventId.split(':')[1])));
  };
  open();
}

/** Asks the run for something. */
export function ask(what) {
  fetch('do', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(what) }).catch(() => { /* The state of the connection says it. */ });
}

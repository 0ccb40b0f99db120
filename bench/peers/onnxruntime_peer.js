// ONNX Runtime, one thread: answers "SECONDS mlp WIDTHS|cnn BATCH" with the median and the least seconds per run.
// Usage: node onnxruntime_peer.js MODELS  (a folder with one WIDTHS.onnx each, made by models.py)
const path = require('path');
const readline = require('readline');
const runtime = require('onnxruntime-node');
const { binding, initOrt } = require('onnxruntime-node/dist/binding');

const folder = process.argv[2];
const ready = new Map();
initOrt();

// The native binding itself, synchronous and with a preallocated output: the peer is not charged for promises.
function make(words) {
  const [, widths, batch] = words;
  const session = new binding.InferenceSession();
  session.loadModel(path.join(folder, `${widths}.onnx`), {
    intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: 'all', executionMode: 'sequential',
  });
  const sample = widths === 'cnn' ? [1, 28, 28] : [Number(widths.split(',')[0])];
  const inputs = sample.reduce((a, b) => a * b);
  const outputs = widths === 'cnn' ? 10 : Number(widths.split(',').at(-1));
  const x = new runtime.Tensor('float32', Float32Array.from({ length: batch * inputs }, () => Math.random() - 0.5), [Number(batch), ...sample]);
  const y = new runtime.Tensor('float32', new Float32Array(batch * outputs), [Number(batch), outputs]);
  return () => session.run({ x }, { y }, {});
}

function time(work, seconds) {
  const times = [];
  for (let total = 0; total < seconds || times.length < 3;) {
    const start = process.hrtime.bigint();
    work();
    const elapsed = Number(process.hrtime.bigint() - start) / 1e9;
    total += elapsed;
    times.push(elapsed);
  }
  times.sort((a, b) => a - b);
  return `${times[times.length >> 1]} ${times[0]}`;
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const words = line.trim().split(' ');
  const name = words.slice(1).join(' ');
  if (!ready.has(name)) {
    ready.set(name, make(words.slice(1)));
    time(ready.get(name), 0.3);
  }
  console.log(time(ready.get(name), Number(words[0])));
});

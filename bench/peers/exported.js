// Compares exported models with ONNX Runtime; called by exported.sh.
//   exported.js samples MODEL.onnx X.npy      writes 64 random samples that fit the model's input
//   exported.js compare FOLDER RESULT.json    FOLDER/NAME/{model.onnx, x.npy, out/*.npy}: prints and writes the differences
const fs = require('fs');
const path = require('path');
const { InferenceSession, Tensor } = require('onnxruntime-node');

const SAMPLES = 64;

function writeNpy(file, values, shape) {
  let header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  header = header.padEnd(Math.ceil((10 + header.length + 1) / 64) * 64 - 11) + '\n';
  const start = Buffer.alloc(10);
  start.write('\x93NUMPY\x01\x00', 'latin1');
  start.writeUInt16LE(header.length, 8);
  fs.writeFileSync(file, Buffer.concat([start, Buffer.from(header, 'latin1'), Buffer.from(values.buffer)]));
}

function readNpy(file) {
  const bytes = fs.readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  if (!header.includes("'<f4'")) throw new Error(`${file}: not float32: ${header}`);
  const shape = /\(([^)]*)\)/.exec(header)[1].split(',').filter((s) => s.trim()).map(Number);
  return { shape, values: new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length)) };
}

// A generator of its own, so that the samples are the same in every run.
let state = 12345;
function normal() {
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

async function samples(model, file) {
  const session = await InferenceSession.create(model);
  const dims = session.inputMetadata[0].shape.slice(1).map(Number);
  const length = SAMPLES * dims.reduce((a, b) => a * b, 1);
  writeNpy(file, Float32Array.from({ length }, normal), [SAMPLES, ...dims]);
}

async function compare(folder, result) {
  const rows = [];
  for (const name of fs.readdirSync(folder).sort()) {
    const base = path.join(folder, name);
    const session = await InferenceSession.create(path.join(base, 'model.onnx'));
    const x = readNpy(path.join(base, 'x.npy'));
    const theirs = await session.run({ [session.inputNames[0]]: new Tensor('float32', x.values, x.shape) });
    const ours = readNpy(path.join(base, 'out', fs.readdirSync(path.join(base, 'out')).find((f) => f.endsWith('.npy')))).values;
    const reference = theirs[session.outputNames[0]].data;
    if (ours.length !== reference.length) throw new Error(`${name}: ${ours.length} outputs, ONNX Runtime gives ${reference.length}`);
    // Relative to the largest output: in a network whose signals grow to hundreds, a small output is a difference of large numbers.
    let [difference, scale] = [0, 1];
    for (let i = 0; i < ours.length; i++) {
      difference = Math.max(difference, Math.abs(ours[i] - reference[i]));
      scale = Math.max(scale, Math.abs(reference[i]));
    }
    const largest = difference / scale;
    rows.push({ name, outputs: ours.length, largestOutput: scale, largestDifference: difference, relative: largest });
    console.log(`${name.padEnd(44)} ${String(ours.length).padStart(6)} outputs up to ${scale.toPrecision(3).padStart(8)}, largest difference ${largest.toExponential(2)} of that${largest <= 1e-5 ? '' : '  TOO LARGE'}`);
  }
  fs.writeFileSync(result + '.new', JSON.stringify({ measurement: 'exported', peer: 'ONNX Runtime 1.30', tolerance: '1e-5 of the largest output, or of 1', samples: SAMPLES, models: rows }, null, 2) + '\n');
  fs.renameSync(result + '.new', result);
  process.exitCode = rows.every((r) => r.relative <= 1e-5) ? 0 : 1;
}

const [mode, ...rest] = process.argv.slice(2);
(mode === 'samples' ? samples(...rest) : compare(...rest)).catch((e) => { console.error(e.message); process.exit(1); });

/**
 * Loaded before main.js with `node -r`: the process believes in a time of day that is off by the milliseconds in the file
 * CLOCK_SHIFT_FILE, read at the start and at each SIGUSR2, as if somebody had set the machine's clock. The
 * monotonic clock is left alone, as the system does. Only the harness loads this file.
 */
const { readFileSync } = require('node:fs');

const Machine = Date;
const path = process.env.CLOCK_SHIFT_FILE;
let shift = 0;

function read() {
  const value = Number(readFileSync(path, 'utf8'));
  if (!Number.isInteger(value)) throw new Error(`${path} holds no whole number`);
  shift = value;
}

const now = () => Machine.now() + shift;

globalThis.Date = new Proxy(Machine, {
  construct: (target, words, newTarget) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, newTarget),
  apply: () => new Machine(now()).toString(),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

read();
process.on('SIGUSR2', read);

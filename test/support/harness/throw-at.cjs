/**
 * Loaded before main.js with `node -r`: the code throws where it reaches the crash point THROW_AT, as often as
 * THROW_TIMES says. Only the harness loads this file.
 */
const { join } = require('node:path');
const { CRASH_POINTS, onCrashPoint } = require(
  join(__dirname, '../../../dist/platform/crash/crash-point.js'),
);

const wanted = process.env.THROW_AT ?? '';
let left = Number(process.env.THROW_TIMES ?? '1');

if (!CRASH_POINTS.includes(wanted)) throw new Error(`no crash point is called '${wanted}'`);
onCrashPoint((point) => {
  if (point !== wanted || left === 0) return;
  left -= 1;
  throw new Error('thrown on purpose');
});

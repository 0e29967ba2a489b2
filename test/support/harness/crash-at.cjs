/**
 * Loaded before main.js with `node -r`: kills the process, as `kill -9` does, when the crash point named by
 * CRASH_AT is reached for the CRASH_AT_COUNT-th time (1 when not set). Only the harness loads this file;
 * without it a crash point does nothing.
 */
const { join } = require('node:path');
const { CRASH_POINTS, onCrashPoint } = require(
  join(__dirname, '../../../dist/platform/crash/crash-point.js'),
);

const wanted = process.env.CRASH_AT ?? '';
let left = Number(process.env.CRASH_AT_COUNT ?? '1');

if (wanted !== '') {
  if (!CRASH_POINTS.includes(wanted)) throw new Error(`no crash point is called '${wanted}'`);
  onCrashPoint((point) => {
    if (point !== wanted) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  });
}

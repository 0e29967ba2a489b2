import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';

/** Processes by id, told apart by their command line, because an id alone is used again. */

/** The command line of a process, or '' when there is none. A process that has ended but was not waited for has none. */
export function commandOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return '';
  }
  if (fs.existsSync('/proc/self/cmdline')) {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  }
  const answer = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return answer.stdout?.includes('<defunct>') ? '' : `${answer.stdout?.trim() ?? ''} `.trimStart();
}

/** The command line when the process is a Node.js one, else ''. */
export function nodeCommandOf(pid) {
  const command = commandOf(pid);
  return /^\S*node(js)? /.test(command) ? command : '';
}

export function signalProcess(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** Asks a process to end and waits; after the time limit it is killed. */
export async function endProcess(pid, timeoutMs) {
  if (!signalProcess(pid, 'SIGTERM')) return;
  const deadline = Date.now() + timeoutMs;
  while (commandOf(pid) !== '') {
    if (Date.now() > deadline) {
      signalProcess(pid, 'SIGKILL');
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Resolves with how a child ended: `code 1`, `SIGKILL`. */
export function whenEnded(child) {
  const how = (code, signal) => signal ?? `code ${code}`;
  if (child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve(how(child.exitCode, child.signalCode));
  }
  return new Promise((done) => {
    child.once('error', (error) => done(error.message));
    child.once('exit', (code, signal) => done(how(code, signal)));
  });
}

import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Which process of which machine this is, as `machine/pid/start`; '' where the system does not tell. Never the same for
 * two processes. The machine is the run of its system and the space in which process numbers count, such as a container.
 */
export function processPlace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'ascii').trim();
    const space = readlinkSync('/proc/self/ns/pid');
    const machine = createHash('sha256').update(`${boot} ${space}`).digest('hex').slice(0, 16);
    const startedAt = startOf(process.pid);
    return startedAt === null ? '' : [machine, process.pid, startedAt].join('/');
  } catch {
    return '';
  }
}

/** Whether a process of this machine is proved to be gone, by its place. False when nothing can be proved. */
export function hasProcessEnded(place: string, here: string = processPlace()): boolean {
  const [machine, pid, startedAt] = place.split('/');
  const [ownMachine] = here.split('/');
  if (here === '' || machine !== ownMachine) return false;
  if (pid === undefined || !/^\d+$/.test(pid) || startedAt === undefined) return false;
  return startOf(pid) !== startedAt;
}

/** When a process started, in ticks since the machine did; null when there is none, or only what is left of one. */
function startOf(pid: number | string): string | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    // The name in brackets may hold anything; the state is the first field behind it, the start the twentieth.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
    throw error;
  }
}

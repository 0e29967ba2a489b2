import * as fs from 'node:fs';
import { join } from 'node:path';

/** Short, so that a process at its limit stands still for milliseconds and not for a tenth of a second. */
const PERIOD_US = 10_000;

const ROOTS = [
  { folder: '/sys/fs/cgroup/cpu', limit: limitV1 },
  { folder: '/sys/fs/cgroup', limit: limitV2 },
];

function limitV1(folder, quotaUs) {
  fs.writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_US));
  fs.writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quotaUs));
}

function limitV2(folder, quotaUs) {
  fs.writeFileSync(join(folder, 'cpu.max'), `${quotaUs} ${PERIOD_US}`);
}

/**
 * Gives a process this part of one core and no more, with a control group of its own. Gives back how to undo that, or null
 * where the machine does not let us.
 */
export function limitCpu(pid, share) {
  for (const { folder, limit } of ROOTS) {
    const group = join(folder, `strateger-bench-${pid}`);
    try {
      fs.mkdirSync(group);
      limit(group, Math.round(PERIOD_US * share));
      fs.writeFileSync(join(group, 'cgroup.procs'), String(pid));
      return () => release(pid, folder, group);
    } catch {
      removeGroup(group);
    }
  }
  return null;
}

function release(pid, folder, group) {
  try {
    fs.writeFileSync(join(folder, 'cgroup.procs'), String(pid));
  } catch {
    // The process has ended.
  }
  removeGroup(group);
}

function removeGroup(group) {
  try {
    fs.rmdirSync(group);
  } catch {
    // Never made, or it goes with the machine.
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hasProcessEnded, processPlace } from './process-place';

describe(processPlace.name, () => {
  it('is the same all the time, and its process lives', () => {
    expect(processPlace()).toBe(processPlace());
    expect(hasProcessEnded(processPlace())).toBe(false);
  });

  it('proves that a process of this machine is gone, and nothing of other machines', async () => {
    const [machine = ''] = processPlace().split('/');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    await once(child, 'spawn');
    const pid = String(child.pid);
    expect(hasProcessEnded(`${machine}/${pid}/1`)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(hasProcessEnded(`${machine}/${pid}/123456`)).toBe(true);
    expect(hasProcessEnded(`another-machine/${pid}/123456`)).toBe(false);
    expect(hasProcessEnded('')).toBe(false);
  });
});

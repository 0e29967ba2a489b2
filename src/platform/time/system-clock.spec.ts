import { SystemClock } from '@/platform/time/system-clock';

const NOON = Date.parse('2026-01-15T12:00:00.000Z');

/** A machine whose two clocks are moved by hand. */
class Machine {
  wall = NOON;
  uptime = 1_000;
  readonly clock = new SystemClock(
    () => this.wall,
    () => this.uptime,
  );

  pass(ms: number): void {
    this.wall += ms;
    this.uptime += ms;
  }

  /** The time of day since noon. */
  get sinceNoon(): number {
    return this.clock.now().getTime() - NOON;
  }

  /** A comparison with a clock that shows so much since noon, with an answer after `ms`. */
  compareWith(sinceNoon: number, ms = 0): number {
    const sentMs = this.uptime;
    this.pass(ms);
    return this.clock.compare({ theirMs: NOON + sinceNoon, sentMs, heardMs: this.uptime });
  }
}

describe(SystemClock.name, () => {
  it('is the machine’s clock, small corrections included', () => {
    const machine = new Machine();
    machine.pass(60_000);
    machine.wall += 400;
    expect(machine.sinceNoon).toBe(60_400);
    machine.wall -= 300;
    expect(machine.sinceNoon).toBe(60_100);
    expect(machine.clock.isUnsure).toBe(false);
    expect(machine.clock.monotonicMs()).toBe(61_000);
  });

  it.each([180_000, -180_000])('goes on as before when the machine’s is set by %p ms', (step) => {
    const machine = new Machine();
    machine.pass(1_000);
    machine.wall += step;
    expect(machine.clock.isUnsure).toBe(true);
    expect(machine.sinceNoon).toBe(1_000);
    machine.pass(500);
    expect(machine.sinceNoon).toBe(1_500);
    expect(machine.compareWith(1_500)).toBe(0);
    expect(machine.clock.isUnsure).toBe(false);
    expect(machine.sinceNoon).toBe(1_500);
  });

  it('takes the shared time over after a sleep, in which the monotonic clock stood still', () => {
    const machine = new Machine();
    machine.wall += 3_600_000;
    expect(machine.sinceNoon).toBe(0);
    expect(machine.clock.isUnsure).toBe(true);
    expect(machine.compareWith(3_600_000)).toBe(3_600_000);
    expect(machine.clock.isUnsure).toBe(false);
    expect(machine.sinceNoon).toBe(3_600_000);
    machine.pass(10);
    expect(machine.sinceNoon).toBe(3_600_010);
  });

  it('takes the shared time over when it starts on a machine whose clock is wrong', () => {
    const machine = new Machine();
    expect(machine.compareWith(-120_000)).toBe(-120_000);
    expect(machine.sinceNoon).toBe(-120_000);
    machine.pass(1_000);
    expect(machine.sinceNoon).toBe(-119_000);
  });

  it('stays unsure when it jumped again while the shared clock was asked', () => {
    const machine = new Machine();
    machine.wall += 60_000;
    expect(machine.clock.isUnsure).toBe(true);
    const sentMs = machine.uptime;
    machine.pass(10);
    machine.wall -= 60_000;
    expect(machine.clock.isUnsure).toBe(true);
    expect(machine.clock.compare({ theirMs: NOON, sentMs, heardMs: machine.uptime })).toBe(0);
    expect(machine.clock.isUnsure).toBe(true);
  });

  it('believes a slow answer only as far as it can be believed', () => {
    const machine = new Machine();
    expect(machine.compareWith(-400, 2_000)).toBe(0);
    expect(machine.compareWith(30_000, 2_000)).not.toBe(0);
  });
});

import type { ChaosWorld } from '@test/chaos/chaos-world';
import type { FaultWindow } from '@test/chaos/history';
import type { Instance } from '@test/chaos/instance';
import { socketTrouble } from '@test/chaos/troubles';

type Random = () => number;
/** Faults that come one at a time; often means twice. */
const TROUBLES = [
  'stop',
  'term',
  'database',
  'database',
  'exchange',
  'exchange',
  'clock',
  'own-clock',
  'read-only',
  'disk',
] as const;
type Noted = Pick<FaultWindow, 'kind' | 'detail' | 'instance'>;

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
export const pick = <T>(list: readonly T[], random: Random): T =>
  list[Math.floor(random() * list.length)] as T;

/** Breaks processes, networks, database and clock at random and writes down from when until when. */
export class Monkey {
  readonly windows: FaultWindow[] = [];
  kills = 0;
  /** Faults that could not be ended as planned: the run is worth nothing then. */
  readonly failures: string[] = [];
  private readonly busy = new Set<Instance>();

  constructor(
    private readonly world: ChaosWorld,
    private readonly isOver: () => boolean,
  ) {}

  /** `kill -9` of one instance after the other, `everyMs` apart on average. */
  async kill(random: Random, everyMs: number): Promise<void> {
    while (!this.isOver()) {
      await pause(random() * 2 * everyMs);
      const instance = pick(this.world.instances, random);
      const restMs = random() * 800;
      if (this.isOver() || this.busy.has(instance)) continue;
      const noted: Noted = { kind: 'kill', detail: 'SIGKILL', instance: instance.number };
      await this.during(noted, instance, async () => {
        this.kills += 1;
        await instance.killAndRestart(restMs);
      });
    }
  }

  /** All other faults, one at a time, with a rest between two. */
  async trouble(random: Random): Promise<void> {
    while (!this.isOver()) {
      await pause(500 + random() * 3_500);
      const instance = pick(this.world.instances, random);
      const kind = pick(TROUBLES, random);
      const [first, second] = [random(), random()];
      if (this.isOver()) return;
      switch (kind) {
        case 'stop':
          await this.stop(instance, 500 + first * (second < 0.3 ? 9_500 : 2_500));
          break;
        case 'term':
          await this.terminate(instance);
          break;
        case 'database':
          await this.network('database', instance, first, second);
          break;
        case 'exchange':
          await this.network('exchange', instance, first, second);
          break;
        case 'clock':
          await this.skew(Math.round((first - 0.5) * 20_000), 500 + second * 2_500);
          break;
        case 'own-clock':
          await this.ownClock(instance, Math.round((first - 0.5) * 600_000), 500 + second * 4_500);
          break;
        case 'read-only':
          await this.readOnly(300 + first * 2_500);
          break;
        case 'disk':
          await this.fullDisk(500 + first * 3_500);
      }
    }
  }

  /** The exchange's websockets, beside everything else: one fault of them after the other. */
  async sockets(random: Random): Promise<void> {
    const { stream } = this.world.exchange.control;
    while (!this.isOver()) {
      await pause(1_000 + random() * 6_000);
      const trouble = socketTrouble(random);
      if (this.isOver()) return;
      await this.during(
        { kind: 'stream', detail: trouble.detail, instance: null },
        null,
        async () => {
          await trouble.begin(stream);
          await pause(trouble.ms);
          await stream.clearFaults();
        },
      );
    }
  }

  private async stop(instance: Instance, ms: number): Promise<void> {
    if (this.busy.has(instance)) return;
    const noted: Noted = { kind: 'stop', detail: 'SIGSTOP', instance: instance.number };
    await this.during(noted, instance, async () => {
      instance.pause();
      await pause(ms);
      instance.resume();
    });
  }

  private async terminate(instance: Instance): Promise<void> {
    if (this.busy.has(instance) || !instance.isRunning) return;
    const noted: Noted = { kind: 'term', detail: 'SIGTERM', instance: instance.number };
    await this.during(noted, instance, () => instance.stopAndRestart());
  }

  private async network(
    kind: 'database' | 'exchange',
    instance: Instance,
    first: number,
    second: number,
  ): Promise<void> {
    const how = first < 0.35 ? 'cut' : first < 0.7 ? 'hold' : 'delay';
    const noted: Noted = { kind, detail: how, instance: instance.number };
    await this.during(noted, null, async () => {
      if (how === 'delay') instance[kind].delay(50 + second * 500);
      else instance[kind][how]();
      await pause(300 + second * 3_500);
      instance[kind].heal();
    });
  }

  private async skew(ms: number, forMs: number): Promise<void> {
    const { control } = this.world.exchange;
    const noted: Noted = { kind: 'clock', detail: `${String(ms)} ms`, instance: null };
    const before = Date.now();
    await this.during(noted, null, async () => {
      await control.setClockSkew(ms);
      await pause(forMs);
      await control.setClockSkew(0);
    });
    // The exchange's times of this while lie that far off: as wide is the time that says nothing about stops.
    const reach = Math.abs(ms);
    this.windows.push({ ...noted, from: before - reach, to: Date.now() + reach });
  }

  /** An instance's clock is set by minutes, and set right again. It may be killed and start with the wrong one. */
  private async ownClock(instance: Instance, ms: number, forMs: number): Promise<void> {
    const detail = `${String(ms)} ms`;
    await this.during({ kind: 'own-clock', detail, instance: instance.number }, null, async () => {
      instance.setClock(ms);
      await pause(forMs);
      instance.setClock(0);
    });
  }

  private async readOnly(ms: number): Promise<void> {
    const noted: Noted = { kind: 'read-only', detail: 'SET GLOBAL read_only', instance: null };
    await this.during(noted, null, async () => {
      await this.world.setReadOnly(true);
      await pause(ms);
      await this.world.setReadOnly(false);
    });
  }

  private async fullDisk(ms: number): Promise<void> {
    const { disk } = this.world;
    if (disk === null) return;
    await this.during({ kind: 'disk', detail: 'full', instance: null }, null, async () => {
      try {
        await disk.takeBlocks();
        await pause(ms);
      } finally {
        disk.free();
      }
    });
  }

  private async during(
    noted: Noted,
    instance: Instance | null,
    work: () => Promise<void>,
  ): Promise<void> {
    const from = Date.now();
    if (instance !== null) this.busy.add(instance);
    try {
      await work();
    } catch (error) {
      this.failures.push(`${noted.kind} ${noted.detail}: ${String(error)}`);
    } finally {
      if (instance !== null) this.busy.delete(instance);
      this.windows.push({ ...noted, from, to: Date.now() });
    }
  }
}

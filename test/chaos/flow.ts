import { alarmBody } from '@test/support/builders/alarm-body';
import { WEBHOOK_SECRET } from '@test/support/harness/live-trading';
import { MARKETS } from '@test/support/harness/market-fixture';
import { AUTHORIZED, type ChaosWorld } from '@test/chaos/chaos-world';
import { symbolOf, type Post, type StrategyFact, type SwitchedOff } from '@test/chaos/history';
import { pause, pick } from '@test/chaos/monkey';

type Random = () => number;

/** TradingView hangs up after three seconds. */
const PATIENCE_MS = 3_000;

/** What the outside does during a run: alarms, prices, a person who switches strategies off and on. */
export class Flow {
  readonly posts: Post[] = [];
  readonly switches: SwitchedOff[] = [];

  constructor(
    private readonly world: ChaosWorld,
    private readonly strategies: readonly StrategyFact[],
    private readonly isOver: () => boolean,
  ) {}

  async alarms(random: Random): Promise<void> {
    const underWay = new Set<Promise<void>>();
    while (!this.isOver()) {
      const strategy = pick(this.strategies, random);
      const positionSide = pick(['long', 'short'] as const, random);
      const draw = random();
      const kind = draw < 0.04 ? 'poison' : draw < 0.62 ? 'open' : 'close';
      const sending = this.send(strategy, kind, positionSide, random);
      underWay.add(sending);
      void sending.finally(() => underWay.delete(sending));
      await pause(60 + random() * 300);
    }
    await Promise.all(underWay);
  }

  /** Moves a price far enough to fire stops and targets, and back. */
  async prices(random: Random): Promise<void> {
    while (!this.isOver()) {
      const { base, price, digits } = pick(MARKETS, random);
      const moved = (price * pick([0.97, 1, 1, 1.05], random)).toFixed(digits);
      await this.world.exchange.control.setPrice(`${base}-USDT`, moved);
      await pause(500 + random() * 1_000);
    }
  }

  /** Switches one strategy off for a while and on again, over and over. */
  async switching(random: Random): Promise<void> {
    while (!this.isOver()) {
      await pause(3_000 + random() * 5_000);
      const { id } = pick(this.strategies, random);
      if (this.isOver()) return;
      const isOff = await this.switchTo(id, false);
      const confirmed = Date.now();
      await pause(500 + random() * 2_000);
      const onAt = Date.now();
      if (isOff) this.switches.push({ strategyId: id, confirmed, onAt });
      while (!(await this.switchTo(id, true))) await pause(200);
    }
  }

  private async send(
    { alarmName, instrument }: StrategyFact,
    kind: Post['kind'],
    positionSide: 'long' | 'short',
    random: Random,
  ): Promise<void> {
    const instance = pick(this.world.instances, random);
    const base = symbolOf(instrument).replace('-USDT', '');
    const body = alarmBody({
      ...{ Secret: WEBHOOK_SECRET, Strategy: alarmName, Ticker: `${base}USDT.P` },
      Order: kind === 'poison' ? 'order sideways' : `order ${kind} ${positionSide}`,
    });
    const at = Date.now();
    const answer = await instance.service.http
      .send('/alarms/webhook', { method: 'POST', body, timeoutMs: PATIENCE_MS })
      .catch(() => null);
    const isTaken = answer?.status === 200;
    this.posts.push({
      ...{ at, answeredAt: Date.now(), status: answer?.status ?? null, alarmName, kind },
      ...{ alarmId: isTaken ? answer.json().id : null, lane: `${base}/USDT`, positionSide },
    });
  }

  /** True when the service confirmed it. */
  private async switchTo(id: string, isOn: boolean): Promise<boolean> {
    for (const { service } of this.world.instances) {
      try {
        const options = { headers: AUTHORIZED, timeoutMs: 3_000 };
        const { version } = (await service.http.send(`/strategies/${id}`, options)).json();
        const body = { isOn, version };
        const answer = await service.http.send(`/strategies/${id}`, {
          ...{ ...options, method: 'PATCH', body },
        });
        if (answer.status === 200) return true;
      } catch {
        // Its process or its database is away: another instance may do it.
      }
    }
    return false;
  }
}

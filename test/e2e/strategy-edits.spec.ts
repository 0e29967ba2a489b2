import { strategySide } from '@test/support/builders/strategy-side';
import { PaperService } from '@test/support/harness/paper-service';
import { waitUntil } from '@test/support/harness/wait-until';

const BTC = 'bingx-usdt-m/BTC-USDT';
const ETH = 'bingx-usdt-m/ETH-USDT';

let paper: PaperService;

beforeAll(async () => {
  paper = await PaperService.start('edits');
});

afterAll(() => paper?.stop());

const rules = strategySide('0.01', { pyramiding: 1, stopLossPerOrder: '2' });

const reasonOf = (page: any): string => page.decisions[0]?.reason ?? page.reason;

async function strategyOrders(strategyId: string, isAsWanted: (orders: any[]) => boolean) {
  return waitUntil('the orders of the strategy', async () => {
    const { items } = await paper.get(`/orders/?strategyId=${strategyId}`);
    return isAsWanted(items) ? (items as any[]) : null;
  });
}

const restingStops = (orders: any[], instrument: string): any[] =>
  orders.filter(
    (one) =>
      one.purpose === 'stop-loss' && one.state === 'ACCEPTED' && one.instrument === instrument,
  );

const isHeld =
  (instrument: string) =>
  (orders: any[]): boolean =>
    restingStops(orders, instrument).length === 1;

async function patch(id: string, change: Readonly<Record<string, unknown>>): Promise<void> {
  const { version } = await paper.get(`/strategies/${id}`);
  const answer = await paper.service.http.patch(`/strategies/${id}`, { ...change, version });
  expect(answer.status).toBe(200);
}

describe('a strategy that changes while it holds something', () => {
  it('never closes another instrument, and protects the old and the new position', async () => {
    const { id } = await paper.createStrategy({ alarmName: 'moved', instrument: BTC, long: rules });
    const btc = { Strategy: 'moved' };
    const eth = { Strategy: 'moved', Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    expect(reasonOf(await paper.alarm(btc))).toBe('placed');
    await strategyOrders(id, isHeld(BTC));

    await patch(id, { instrument: ETH });
    expect(reasonOf(await paper.alarm({ ...eth, Order: 'order close long' }))).toBe(
      'nothing-to-close',
    );
    // The open BTC entry is not one of the ETH side's: pyramiding does not count it.
    expect(reasonOf(await paper.alarm(eth))).toBe('placed');
    const both = await strategyOrders(id, (all) => isHeld(BTC)(all) && isHeld(ETH)(all));
    expect(restingStops(both, BTC)[0]).toMatchObject({ quantity: '0.01', stopPrice: '58800.5' });
    expect(restingStops(both, ETH)[0]).toMatchObject({ quantity: '0.01', stopPrice: '2940' });

    expect(reasonOf(await paper.alarm({ ...eth, Order: 'order close long' }))).toBe('placed');
    const flat = await strategyOrders(id, (all) => restingStops(all, ETH).length === 0);
    expect(flat.filter((one) => one.purpose === 'close').map((one) => one.instrument)).toEqual([
      ETH,
    ]);
    expect(restingStops(flat, BTC)).toHaveLength(1);

    await patch(id, { instrument: BTC });
    expect(reasonOf(await paper.alarm({ ...btc, Order: 'order close long' }))).toBe('placed');
    const done = await strategyOrders(id, (all) => restingStops(all, BTC).length === 0);
    expect(done.filter((one) => one.purpose === 'close' && one.state === 'FILLED')).toHaveLength(2);
  });

  it('never closes on another account', async () => {
    const { id } = await paper.createStrategy({
      alarmName: 'paid',
      account: 'paper-a',
      long: rules,
    });
    expect(reasonOf(await paper.alarm({ Strategy: 'paid' }))).toBe('placed');
    await strategyOrders(id, isHeld(BTC));
    await patch(id, { account: 'paper-b' });
    const close = await paper.alarm({ Strategy: 'paid', Order: 'order close long' });
    expect(reasonOf(close)).toBe('nothing-to-close');
    await patch(id, { account: 'paper-a' });
    const again = await paper.alarm({ Strategy: 'paid', Order: 'order close long' });
    expect(reasonOf(again)).toBe('placed');
    const orders = await strategyOrders(id, (all) => all.some((one) => one.purpose === 'close'));
    expect(orders.every((one) => one.account === 'paper-a')).toBe(true);
  });

  it('keeps protecting what a deleted strategy holds', async () => {
    const { id, version } = await paper.createStrategy({
      alarmName: 'deleted',
      instrument: ETH,
      long: rules,
    });
    const eth = { Strategy: 'deleted', Ticker: 'ETHUSDT.P', Price_Alert: '3000' };
    expect(reasonOf(await paper.alarm(eth))).toBe('placed');
    await strategyOrders(id, isHeld(ETH));
    const gone = await paper.service.http.send(`/strategies/${id}`, {
      method: 'DELETE',
      headers: { 'if-match': `"${String(version)}"` },
    });
    expect(gone.status).toBe(200);
    expect(reasonOf(await paper.alarm({ ...eth, Order: 'order close long' }))).toBe('no-strategy');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const orders = await strategyOrders(id, () => true);
    expect(restingStops(orders, ETH)).toHaveLength(1);
  });
});

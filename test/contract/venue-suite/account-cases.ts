import { decimal } from '@/kernel/decimal';
import { instrumentText } from '@/kernel/instrument';
import { type VenueBench } from './venue-bench';

/** What a venue says of itself and of an account, and what it lets be set. */
export function examineAccount(bench: VenueBench): void {
  const { examine, order } = bench;

  examine('V01', 'lists instruments with usable rules', async () => {
    const list = await bench.under.venue.instruments.list();
    if (list.length === 0 && bench.under.venue.execution === undefined) return 'list instruments';
    expect(list.length).toBeGreaterThan(0);
    const texts = list.map((item) => instrumentText(item.instrument));
    expect(new Set(texts).size).toBe(texts.length);
    for (const item of list) {
      expect(decimal(item.quantityStep).isPositive() && !decimal(item.quantityStep).isZero()).toBe(
        true,
      );
      expect(decimal(item.priceTick).isPositive() && !decimal(item.priceTick).isZero()).toBe(true);
      expect(decimal(item.minQuantity).gte(decimal(item.quantityStep))).toBe(true);
    }
    return undefined;
  });

  examine('V02', 'knows no instrument that does not exist', async () => {
    const unknown = { ...bench.under.instrument, base: 'NOSUCHCOIN9' };
    expect(await bench.under.venue.instruments.find(unknown)).toBeNull();
  });

  examine('V03', 'reports balances', async () => {
    const balances = await bench.under.venue.accounts.balances(bench.under.account);
    expect(balances.length).toBeGreaterThan(0);
    for (const balance of balances) {
      expect(balance.asset).toMatch(/^[A-Z0-9]+$/);
      for (const text of [balance.total, balance.available, balance.equity]) decimal(text);
    }
  });

  examine('V04', 'reports a position mode', async () => {
    const mode = await bench.under.venue.accounts.positionMode?.(bench.under.account);
    if (mode === undefined) return 'position modes';
    expect(['hedge', 'one-way']).toContain(mode);
    return undefined;
  });

  examine('V05', 'refuses an account that it has no keys for', async () => {
    await expect(bench.under.venue.accounts.balances('no-such-account')).rejects.toThrow();
    const outcome = await bench.under.venue.execution?.submit(
      order({ account: 'no-such-account' }),
    );
    if (outcome !== undefined) expect(outcome.outcome).toBe('refused');
  });

  examine('V13', 'reads and sets leverage', async () => {
    const leverage = bench.under.venue.leverage;
    if (leverage === undefined) return 'leverage';
    const before = await leverage.read(bench.under.account, bench.under.instrument);
    const wanted = decimal(before.long).eq(decimal('7')) ? '6' : '7';
    const after = await leverage.set(bench.under.account, bench.under.instrument, 'long', wanted);
    expect(decimal(after.long).eq(decimal(wanted))).toBe(true);
    expect(await leverage.read(bench.under.account, bench.under.instrument)).toEqual(after);
    return undefined;
  });

  examine('V18', 'answers a ping without throwing', async () => {
    const status = await bench.under.venue.ping(AbortSignal.timeout(5_000));
    expect(status).toMatchObject({ venue: bench.under.venue.id, reachable: true });
    expect(await bench.under.venue.ping(AbortSignal.abort())).toMatchObject({
      venue: bench.under.venue.id,
    });
  });
}

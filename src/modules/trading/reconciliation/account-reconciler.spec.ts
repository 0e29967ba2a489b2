import type { PinoLogger } from 'nestjs-pino';
import { instrumentOf } from '@/kernel/instrument';
import type { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import type { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { AccountReconciler } from '@/modules/trading/reconciliation/account-reconciler';
import type { BookRepair } from '@/modules/trading/reconciliation/book-repair';
import type { Drifts } from '@/modules/trading/reconciliation/drifts';
import type { SideDifference } from '@/modules/trading/reconciliation/reconciliation';
import type { ReconciliationScopes } from '@/modules/trading/reconciliation/reconciliation-scopes';
import type { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';
import type { VenueReading } from '@/modules/trading/reconciliation/venue-reading';

const BTC = 'bingx-usdt-m/BTC-USDT';
const SCOPE = { account: 'main', venue: 'bingx-usdt-m' } as const;

/** One account whose venue has 1.5 where our books hold 2, look after look. */
function bench(movesDuringLook: (look: number) => boolean) {
  const clock = new FixedClock();
  let looks = 0;
  let movedAt: Date | null = null;
  const holding = { instrument: BTC, positionSide: 'long', quantity: '2', strategyId: 's' };
  const books = {
    bookOf: () => Promise.resolve({ holdings: [holding], orders: [] }),
    known: () => Promise.resolve({ orders: [], fillIds: new Set(), filledOrderIds: new Set() }),
    note: () => Promise.resolve([]),
    openOnes: () => Promise.resolve([]),
    lastChangeAt: () => Promise.resolve(clock.now()),
    instrumentsSince: () => Promise.resolve([]),
    instrumentsMovedSince: (_: unknown, since: Date) =>
      Promise.resolve(movedAt !== null && movedAt >= since ? [BTC] : []),
  };
  const position = { instrument: instrumentOf(BTC), side: 'long', quantity: '1.5' };
  const reading = {
    glance: () => Promise.resolve({ open: [], positions: [position] }),
    read: () => {
      looks += 1;
      clock.advance(200);
      if (movesDuringLook(looks)) movedAt = clock.now();
      return Promise.resolve({ open: [], positions: [position], history: [], fills: [] });
    },
    instrumentsOf: () => [BTC],
  };
  const confirmed: (readonly SideDifference[])[] = [];
  const drifts = {
    confirm: (_: unknown, differences: readonly SideDifference[]) => {
      confirmed.push(differences);
      return Promise.resolve([]);
    },
  };
  const reconciler = new AccountReconciler(
    books as unknown as ExternalOrdersService,
    reading as unknown as VenueReading,
    { adopt: () => Promise.resolve(false) } as unknown as BookRepair,
    drifts as unknown as Drifts,
    { instrumentsOf: () => Promise.resolve([]) } as unknown as ReconciliationScopes,
    { lastSuccess: () => Promise.resolve(null) } as unknown as ReconciliationsRepository,
    {} as unknown as TradingStateService,
    clock,
    { setContext: () => undefined } as unknown as PinoLogger,
  );
  const run = async () => {
    const { outcome } = await reconciler.run(SCOPE, 'asked', (pauseMs) => {
      clock.advance(pauseMs);
      return Promise.resolve(true);
    });
    return { outcome, looks, drifts: confirmed.flat() };
  };
  return { run };
}

describe(AccountReconciler.name, () => {
  it('takes a difference for a drift that two looks saw alike while nothing moved', async () => {
    const { outcome, looks, drifts } = await bench(() => false).run();
    expect({ outcome, looks }).toEqual({ outcome: 'drift', looks: 2 });
    expect(drifts).toEqual([{ instrument: BTC, side: 'long', ours: '2', theirs: '1.5' }]);
  });

  it('takes no difference for one while orders of its lane move between the two readings', async () => {
    const { outcome, drifts } = await bench(() => true).run();
    expect({ outcome, drifts }).toEqual({ outcome: 'unsettled', drifts: [] });
  });

  it('looks on until nothing moves any more', async () => {
    const { outcome, looks } = await bench((look) => look < 3).run();
    expect({ outcome, looks }).toEqual({ outcome: 'drift', looks: 3 });
  });
});

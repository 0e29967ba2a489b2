import type { DataSource } from 'typeorm';
import { DecisionsRepository } from '@/modules/orders/decisions/decisions.repository';
import { FillsRepository } from '@/modules/orders/fills/fills.repository';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import { OrderLeasesRepository } from '@/modules/orders/order-leases.repository';
import { OrderLedger } from '@/modules/orders/ledger/order-ledger';
import { OrderLedgerRepository } from '@/modules/orders/ledger/order-ledger.repository';
import { OrderPlacing } from '@/modules/orders/order-placing';
import { OrderQueueRepository } from '@/modules/orders/order-queue.repository';
import { OrderReading } from '@/modules/orders/order-reading';
import { OrderRecording } from '@/modules/orders/order-recording';
import { OrdersRepository } from '@/modules/orders/orders.repository';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import { ExternalBooking } from '@/modules/orders/external/external-booking';
import { ExternalOrdersRepository } from '@/modules/orders/external/external-orders.repository';
import { OverCloseBooking } from '@/modules/orders/ledger/over-close-booking';
import { OrdersService } from '@/modules/orders/orders.service';
import type { IdSource } from '@/platform/identity/new-id';
import { unitOfWorkFor } from '@test/support/database';
import type { FixedClock } from '@test/support/fakes/fixed-clock';

/** The service of the module `orders` on a database of a test. */
export function ordersServiceOn(
  source: DataSource,
  ids: IdSource,
  clock: FixedClock,
): OrdersService {
  const work = unitOfWorkFor({ orders: source });
  const decisions = new DecisionsRepository(source);
  const rows = new OrdersRepository(source);
  const events = new OrderEventsRepository(source);
  const fills = new FillsRepository(source);
  const states = new TradingStatesRepository(source);
  const ledger = new OrderLedgerRepository(source);
  const leases = new OrderLeasesRepository(source);
  const external = new ExternalOrdersRepository(source);
  const booking = new ExternalBooking(work, decisions, rows, events, fills, external, ids, clock);
  const overCloses = new OverCloseBooking(external, booking, ids);
  const booked = [work, rows, events, fills, ledger, leases, states, overCloses, ids] as const;
  const recording = new OrderRecording(...booked, clock);
  return new OrdersService(
    new OrderPlacing(work, decisions, rows, events, recording, clock),
    recording,
    new OrderQueueRepository(source),
    leases,
    new OrderLedger(work, ledger),
    new OrderReading(decisions, rows, events, fills),
  );
}

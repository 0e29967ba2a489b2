import { Injectable } from '@nestjs/common';
import { decimal, decimalText, floorToStep, ZERO, type Decimal } from '@/kernel/decimal';
import { instrumentOf, instrumentText } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import { HaltTargets, messageOf } from '@/modules/trading/halting/halt-targets';

/**
 * What a halt does not close and has to say: positions on a venue that takes no orders by API, and coins. Of coins the
 * exchange says only how many there are; what was bought here, our books say. In sentences, each with account, size and
 * reason.
 */
@Injectable()
export class HaltLeftovers {
  constructor(
    private readonly targets: HaltTargets,
    private readonly venues: VenueRegistry,
    private readonly books: ExternalOrdersService,
  ) {}

  async list(scope: string): Promise<readonly string[]> {
    const { targets } = await this.targets.targets(scope);
    const found = await Promise.all(
      targets.map(async ({ account, venue }) => {
        const adapter = this.venues.find(venue);
        return adapter === null ? [] : this.on(adapter, account);
      }),
    );
    return found.flat();
  }

  private async on(venue: Venue, account: string): Promise<readonly string[]> {
    try {
      if (venue.execution === undefined) return await positionsLeft(venue, account);
      return venue.positions === undefined ? await this.coinsLeft(venue, account) : [];
    } catch (error) {
      return [`what ${account} holds on ${venue.id} could not be read: ${messageOf(error)}`];
    }
  }

  private async coinsLeft(venue: Venue, account: string): Promise<readonly string[]> {
    const { holdings } = await this.books.bookOf({ account, venue: venue.id });
    const sums = new Map<string, Decimal>();
    for (const { instrument, quantity } of holdings)
      sums.set(instrument, (sums.get(instrument) ?? ZERO).plus(decimal(quantity)));
    const left = await Promise.all(
      [...sums].map(async ([instrument, held]) =>
        (await isDust(venue, instrument, held)) ? [] : [coinText(account, instrument, held)],
      ),
    );
    return left.flat();
  }
}

async function positionsLeft(venue: Venue, account: string): Promise<readonly string[]> {
  const open = (await venue.positions?.open(account)) ?? [];
  return open.map(
    ({ instrument, side, quantity }) =>
      `${account} ${instrumentText(instrument)} ${side} ${quantity}: left open, because this venue takes no orders by API; close it in the exchange's app`,
  );
}

const coinText = (account: string, instrument: string, held: Decimal): string =>
  `${account} ${instrument} ${decimalText(held)} held by our books: not sold, because coins are no position that an order could only shrink; their stops stay, sell them in the exchange's app`;

/** A rest below the step can not be sold. Whatever can not be told counts as worth something. */
async function isDust(venue: Venue, instrument: string, held: Decimal): Promise<boolean> {
  const rules = await venue.instruments.find(instrumentOf(instrument)).catch(() => null);
  return rules !== null && floorToStep(held, decimal(rules.quantityStep)).lte(ZERO);
}

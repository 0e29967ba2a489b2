import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ExecutionTarget } from '@/modules/accounts/accounts.service';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import { RiskFacts } from '@/modules/trading/risk/risk-facts';
import {
  accountVerdict,
  closeVerdict,
  entryVerdict,
  notionalVerdict,
} from '@/modules/trading/risk/risk-gate';
import { RiskGateClosedError } from '@/modules/trading/trading.errors';

/** What a person wants to trade, as far as the gate is concerned. */
export interface WantedTrade {
  readonly account: string;
  /** Canonical instrument text. */
  readonly instrument: string;
  readonly isEntry: boolean;
  readonly quantity: string;
  /** Null for an order without a price. */
  readonly price: string | null;
}

/** Holds what a person orders against the risk gate, as an alarm's order is. */
@Injectable()
export class PlacingGate {
  constructor(
    private readonly risk: RiskFacts,
    private readonly drifts: Drifts,
  ) {}

  /** `entriesBefore`: of the same request. Throws RiskGateClosedError. */
  async pass(
    { account, instrument, isEntry, quantity, price }: WantedTrade,
    target: ExecutionTarget,
    { contractValue }: InstrumentRules,
    entriesBefore = 0,
  ): Promise<void> {
    const { figures, limits } = await this.risk.gather(account);
    const counted = {
      ...figures,
      ordersLastMinute: plus(figures.ordersLastMinute, entriesBefore),
      ordersToday: plus(figures.ordersToday, entriesBefore),
    };
    const verdict = isEntry
      ? (accountVerdict(target) ??
        entryVerdict(counted, limits) ??
        (await this.drifts.verdict(account, instrument)) ??
        notionalVerdict(quantity, price, contractValue, limits))
      : closeVerdict(figures);
    if (verdict !== null) throw new RiskGateClosedError(verdict.reason, verdict.detail);
  }
}

const plus = (figure: number | null, more: number): number | null =>
  figure === null ? null : figure + more;

/** A 26-character id that is always the same for one Idempotency-Key and account. */
export const idFromKey = (key: string, account: string): string =>
  createHash('sha256').update(`${account}\n${key}`).digest('hex').slice(0, 26).toUpperCase();

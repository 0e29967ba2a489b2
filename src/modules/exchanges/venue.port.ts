import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import type { VenueId } from '@/kernel/venue-id';
import type { VenueStreams } from '@/modules/exchanges/venue-streams.port';
import type { PairOutcome, VenueOrderPair } from '@/modules/exchanges/venue-pairs';
import type {
  AmendOutcome,
  Balance,
  CancelOutcome,
  FillReport,
  InstrumentRules,
  Kline,
  KlineRequest,
  LeverageSetting,
  OrderLikeness,
  OrderRef,
  OrderReport,
  PositionMode,
  PositionReport,
  SubmitOutcome,
  TestOutcome,
  Ticker,
  VenueCapabilities,
  VenueOrder,
  VenueStatus,
} from '@/modules/exchanges/venue.types';

/**
 * One product of one exchange. A venue that lacks a capability lacks the property, so that a caller cannot
 * ask for it by mistake. Reads throw VenueUnavailableError or VenueProtocolError; writes return an outcome.
 */
export interface Venue {
  readonly id: VenueId;
  readonly capabilities: VenueCapabilities;
  /** For a venue that stands in for others: what it can do on an instrument's market. */
  capabilitiesOn?(instrument: Instrument): VenueCapabilities;
  readonly instruments: InstrumentSource;
  readonly accounts: AccountSource;
  readonly prices?: PriceSource;
  readonly klines?: KlineSource;
  readonly positions?: PositionSource;
  readonly orders?: OrderSource;
  /** What was traded, on venues that only report; the others say it in `orders`. */
  readonly pastOrders?: PastOrderSource;
  /** Absent on read-only venues. */
  readonly execution?: OrderExecution;
  readonly leverage?: LeverageControl;
  /** Absent where nothing is pushed; whoever uses it works without it too, only slower. */
  readonly streams?: VenueStreams;
  /** Never throws: an unreachable venue is an answer. */
  ping(signal: AbortSignal): Promise<VenueStatus>;
}

export interface InstrumentSource {
  list(): Promise<readonly InstrumentRules[]>;
  /** Null when the venue does not know the instrument. Demo accounts may have other rules than live ones. */
  find(instrument: Instrument, account?: string): Promise<InstrumentRules | null>;
}

export interface AccountSource {
  balances(account: string): Promise<readonly Balance[]>;
  /** Absent where nothing has positions. */
  positionMode?(account: string): Promise<PositionMode>;
}

export interface PriceSource {
  ticker(instrument: Instrument): Promise<Ticker>;
}

export interface KlineSource {
  /** Ascending by open time, without repeats. */
  fetch(request: KlineRequest): Promise<readonly Kline[]>;
}

export interface PositionSource {
  open(account: string): Promise<readonly PositionReport[]>;
}

export interface PastOrderSource {
  /** Finished and open orders of an instrument since a time, newest last. */
  history(account: string, instrument: Instrument, since: Date): Promise<readonly OrderReport[]>;
}

export interface OrderSource extends PastOrderSource {
  /**
   * Null means that the venue answered that it knows no such order. Without a venue order id the client order id is
   * looked for; a venue that does not keep those throws VenueCapabilityMissingError.
   */
  find(ref: OrderRef): Promise<OrderReport | null>;
  /** Orders that may be the one that is looked for; present where client order ids are not kept. */
  lookAlikes?(likeness: OrderLikeness): Promise<readonly OrderReport[]>;
  open(account: string, instrument?: Instrument): Promise<readonly OrderReport[]>;
  fills(
    account: string,
    instrument: Instrument,
    since: Date,
    venueOrderId?: string,
  ): Promise<readonly FillReport[]>;
}

export interface OrderExecution {
  submit(order: VenueOrder): Promise<SubmitOutcome>;
  /** One of an OCO takes the other with it. */
  cancel(ref: OrderRef): Promise<CancelOutcome>;
  /** Places two orders of which one cancels the other; absent where the venue can not. */
  submitPair?(pair: VenueOrderPair): Promise<PairOutcome>;
  /** Lets the venue check an order without placing it; absent where it can not. */
  test?(order: VenueOrder): Promise<TestOutcome>;
  /** Changes the size of a resting limit order; absent where the venue can not. */
  amend?(ref: OrderRef, quantity: string): Promise<AmendOutcome>;
}

export interface LeverageControl {
  read(account: string, instrument: Instrument): Promise<LeverageSetting>;
  /** What the venue says is set afterwards; throws VenueRefusedError when it declines. */
  set(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
  ): Promise<LeverageSetting>;
}

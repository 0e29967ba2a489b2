import type { Decimal } from '@/kernel/decimal';
import { cswapFrame } from './cswap-frames';
import { Frame } from './frame';
import { type LoadPlan, MarketLoad } from './market-load';
import { MarketView } from './market-view';
import { spotFrame } from './spot-frames';
import type { StreamSocket } from './stream-socket';
import { swapFrame } from './swap-frames';
import type { StreamProduct, Topic } from './topics';
import type { Listing, StreamWorld } from './world';

const BUILDERS = { swap: swapFrame, cswap: cswapFrame, spot: spotFrame } as const;

/** Turns prices into frames for those who subscribed. */
export class MarketPublisher {
  private readonly views = new Map<string, MarketView>();
  private load: MarketLoad | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly world: StreamWorld,
    private readonly sockets: () => Iterable<StreamSocket>,
    private readonly republishMs: () => number,
  ) {
    this.schedule();
  }

  hasSymbol(product: StreamProduct, symbol: string): boolean {
    return this.listing(product, symbol) !== undefined;
  }

  /** A trade at a new price: everything that is subscribed for the symbol is sent. */
  move(product: StreamProduct, symbol: string, price: Decimal): void {
    const view = this.view(product, symbol);
    if (view === undefined) return;
    view.move(price);
    this.publish(product, symbol, true);
  }

  /** The first frame after a subscription; there is no trade to tell of. */
  greet(socket: StreamSocket, topic: Topic): void {
    const frame = topic.kind === 'trade' ? null : this.frame(socket.product, topic);
    if (frame !== null) socket.send(frame);
  }

  /** Starts (replaces) the load; null ends it. Gives its symbols. */
  setLoad(plan: LoadPlan | null): readonly string[] {
    this.load?.stop();
    this.load = null;
    if (plan !== null)
      this.load = new MarketLoad(plan, (product, symbol, price) =>
        this.move(product, symbol, price),
      );
    return this.load?.symbols ?? [];
  }

  get loadState(): { readonly plan: LoadPlan; readonly ticks: number } | null {
    return this.load === null ? null : { plan: this.load.plan, ticks: this.load.ticks };
  }

  stop(): void {
    this.load?.stop();
    clearTimeout(this.timer);
  }

  private schedule(): void {
    const wait = this.republishMs();
    this.timer = setTimeout(
      () => {
        if (wait > 0) this.republish();
        this.schedule();
      },
      wait > 0 ? wait : 250,
    );
  }

  private republish(): void {
    const seen = new Set<string>();
    for (const socket of this.sockets()) {
      for (const symbol of socket.symbols) {
        const key = `${socket.product}|${symbol}`;
        if (seen.has(key)) continue;
        seen.add(key);
        this.publish(socket.product, symbol, false);
      }
    }
  }

  private publish(product: StreamProduct, symbol: string, isTrade: boolean): void {
    const frames = new Map<string, Frame | null>();
    for (const socket of this.sockets()) {
      if (socket.product !== product) continue;
      for (const topic of socket.topicsOf(symbol)) {
        if (topic.kind === 'trade' && !isTrade) continue;
        let frame = frames.get(topic.dataType);
        if (frame === undefined) frames.set(topic.dataType, (frame = this.frame(product, topic)));
        if (frame !== null) socket.send(frame);
      }
    }
  }

  private frame(product: StreamProduct, topic: Topic): Frame | null {
    const view = this.view(product, topic.symbol);
    if (view === undefined) return null;
    return Frame.of(BUILDERS[product](topic, view, this.world.now()), 'market');
  }

  private listing(product: StreamProduct, symbol: string): Listing | undefined {
    const listed = this.world.listing(product, symbol);
    if (listed !== undefined) return listed;
    return this.load?.plan.product === product ? this.load.listing(symbol) : undefined;
  }

  private view(product: StreamProduct, symbol: string): MarketView | undefined {
    const key = `${product}|${symbol}`;
    const listing = this.listing(product, symbol);
    if (listing === undefined) return undefined;
    const known = this.views.get(key);
    if (known !== undefined) {
      known.listing = listing;
      return known;
    }
    const price =
      this.world.listing(product, symbol) === undefined
        ? this.load?.price(symbol)
        : this.world.price(product, symbol);
    if (price === undefined) return undefined;
    const view = new MarketView(this.world, product, listing, price);
    this.views.set(key, view);
    return view;
  }
}

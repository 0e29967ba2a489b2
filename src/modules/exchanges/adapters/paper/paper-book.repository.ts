import { Injectable } from '@nestjs/common';
import { MoreThanOrEqual, type DataSource } from 'typeorm';
import { instrumentOf, instrumentText, type Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import type {
  PaperFill,
  PaperOrder,
  PaperPosition,
} from '@/modules/exchanges/adapters/paper/paper-book';
import { PaperBalanceEntity } from '@/modules/exchanges/adapters/paper/paper-balance.entity';
import { PaperFillEntity } from '@/modules/exchanges/adapters/paper/paper-fill.entity';
import { PaperOrderEntity } from '@/modules/exchanges/adapters/paper/paper-order.entity';
import { PaperPositionEntity } from '@/modules/exchanges/adapters/paper/paper-position.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** Most rows that one look at the book returns. */
const MOST_ROWS = 1_000;

/** The paper venue's durable book. */
@Injectable()
export class PaperBookRepository extends Repository<'positions'> {
  constructor(@InjectConnection('positions') source: DataSource) {
    super(source);
  }

  /** Gives an account its starting money, once. */
  async startBalance(account: string, asset: string, total: string, at: Date): Promise<void> {
    const manager = this.managerFor();
    if (await manager.existsBy(PaperBalanceEntity, { account, asset })) return;
    await manager.query(
      'INSERT IGNORE INTO paper_balance (account, asset, total, updated_at) VALUES (?, ?, ?, ?)',
      [account, asset, total, at],
    );
  }

  /** The balance, locked until the transaction ends: whoever changes the account in this asset waits here. */
  async lockBalance(account: string, asset: string, tx: Tx<'positions'>): Promise<string | null> {
    const row = await this.managerFor(tx).findOne(PaperBalanceEntity, {
      where: { account, asset },
      lock: { mode: 'pessimistic_write' },
    });
    return row?.total ?? null;
  }

  async saveBalance(
    account: string,
    asset: string,
    total: string,
    at: Date,
    tx: Tx<'positions'>,
  ): Promise<void> {
    await this.managerFor(tx).update(
      PaperBalanceEntity,
      { account, asset },
      { total, updatedAt: at },
    );
  }

  async balancesOf(
    account: string,
  ): Promise<readonly { readonly asset: string; readonly total: string }[]> {
    const rows = await this.managerFor().find(PaperBalanceEntity, {
      where: { account },
      order: { asset: 'ASC' },
    });
    return rows.map(({ asset, total }) => ({ asset, total }));
  }

  async accounts(): Promise<readonly string[]> {
    const rows = await this.managerFor()
      .createQueryBuilder(PaperBalanceEntity, 'balance')
      .select('balance.account', 'account')
      .distinct(true)
      .orderBy('balance.account')
      .getRawMany<{ account: string }>();
    return rows.map(({ account }) => account);
  }

  async orderByClientId(
    account: string,
    clientOrderId: string,
    tx?: Tx<'positions'>,
  ): Promise<PaperOrder | null> {
    const row = await this.managerFor(tx).findOneBy(PaperOrderEntity, { account, clientOrderId });
    return row === null ? null : toOrder(row);
  }

  async orderById(account: string, id: string, tx?: Tx<'positions'>): Promise<PaperOrder | null> {
    const row = await this.managerFor(tx).findOneBy(PaperOrderEntity, { account, id });
    return row === null ? null : toOrder(row);
  }

  async insertOrder(order: PaperOrder, tx: Tx<'positions'>): Promise<void> {
    await this.managerFor(tx).insert(PaperOrderEntity, {
      ...order,
      instrument: instrumentText(order.instrument),
    });
  }

  async saveOrder(order: PaperOrder, tx: Tx<'positions'>): Promise<void> {
    const { state, filledQuantity, averagePrice, margin, updatedAt } = order;
    await this.managerFor(tx).update(
      PaperOrderEntity,
      { id: order.id },
      { state, filledQuantity, averagePrice, margin, updatedAt },
    );
  }

  async insertFill(fill: PaperFill, tx: Tx<'positions'>): Promise<void> {
    await this.managerFor(tx).insert(PaperFillEntity, {
      ...fill,
      instrument: instrumentText(fill.instrument),
    });
  }

  /** Resting orders, oldest first; of one account, one instrument, or both. */
  async resting(
    where: { readonly account?: string; readonly instrument?: Instrument },
    tx?: Tx<'positions'>,
  ): Promise<readonly PaperOrder[]> {
    const rows = await this.managerFor(tx).find(PaperOrderEntity, {
      where: {
        state: 'open',
        ...(where.account === undefined ? {} : { account: where.account }),
        ...(where.instrument === undefined ? {} : { instrument: instrumentText(where.instrument) }),
      },
      order: { id: 'ASC' },
    });
    return rows.map(toOrder);
  }

  async ordersSince(
    account: string,
    instrument: Instrument,
    since: Date,
  ): Promise<readonly PaperOrder[]> {
    const rows = await this.managerFor().find(PaperOrderEntity, {
      where: { account, instrument: instrumentText(instrument), updatedAt: MoreThanOrEqual(since) },
      order: { updatedAt: 'ASC', id: 'ASC' },
      take: MOST_ROWS,
    });
    return rows.map(toOrder);
  }

  async fillsSince(
    account: string,
    instrument: Instrument,
    since: Date,
    orderId?: string,
  ): Promise<readonly PaperFill[]> {
    const rows = await this.managerFor().find(PaperFillEntity, {
      where: {
        account,
        instrument: instrumentText(instrument),
        filledAt: MoreThanOrEqual(since),
        ...(orderId === undefined ? {} : { orderId }),
      },
      order: { filledAt: 'ASC', id: 'ASC' },
      take: MOST_ROWS,
    });
    return rows.map(toFill);
  }

  async position(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    tx?: Tx<'positions'>,
  ): Promise<PaperPosition | null> {
    const where = { account, instrument: instrumentText(instrument), side };
    const row = await this.managerFor(tx).findOneBy(PaperPositionEntity, where);
    return row === null ? null : toPosition(row);
  }

  /** Positions of an account, those of quantity 0 included. */
  async positionsOf(account: string, tx?: Tx<'positions'>): Promise<readonly PaperPosition[]> {
    const rows = await this.managerFor(tx).find(PaperPositionEntity, {
      where: { account },
      order: { instrument: 'ASC', side: 'ASC' },
    });
    return rows.map(toPosition);
  }

  /** Only under the balance lock, which makes reading and writing one step. */
  async savePosition(position: PaperPosition, tx: Tx<'positions'>): Promise<void> {
    const manager = this.managerFor(tx);
    const { account, side, quantity, openValue, leverage, markPrice, updatedAt, contractValue } =
      position;
    const key = { account, instrument: instrumentText(position.instrument), side };
    const values = { quantity, openValue, leverage, markPrice, updatedAt, contractValue };
    const done = await manager.update(PaperPositionEntity, key, values);
    if (done.affected === 0) await manager.insert(PaperPositionEntity, { ...key, ...values });
  }

  /** Instruments that have resting orders or an open position: whose price matters to somebody. */
  async watched(): Promise<readonly Instrument[]> {
    const rows: readonly { instrument: string }[] = await this.managerFor().query(
      `SELECT instrument FROM paper_order WHERE state = 'open'
        UNION SELECT instrument FROM paper_position WHERE quantity > 0`,
    );
    return rows.map(({ instrument }) => instrumentOf(instrument));
  }

  /** Remembers the price that open positions are valued at. */
  async mark(instrument: Instrument, price: string, at: Date): Promise<void> {
    await this.managerFor()
      .createQueryBuilder()
      .update(PaperPositionEntity)
      .set({ markPrice: price, updatedAt: at })
      .where({ instrument: instrumentText(instrument) })
      .andWhere('quantity > 0')
      .execute();
  }
}

const toOrder = (row: PaperOrderEntity): PaperOrder => ({
  id: row.id,
  account: row.account,
  instrument: instrumentOf(row.instrument),
  clientOrderId: row.clientOrderId,
  side: row.side,
  positionSide: row.positionSide,
  type: row.type,
  quantity: row.quantity,
  price: row.price,
  stopPrice: row.stopPrice,
  reduceOnly: row.reduceOnly,
  state: row.state,
  filledQuantity: row.filledQuantity,
  averagePrice: row.averagePrice,
  margin: row.margin,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

const toFill = (row: PaperFillEntity): PaperFill => ({
  id: row.id,
  orderId: row.orderId,
  account: row.account,
  instrument: instrumentOf(row.instrument),
  side: row.side,
  quantity: row.quantity,
  price: row.price,
  fee: row.fee,
  profit: row.profit,
  liquidity: row.liquidity,
  filledAt: row.filledAt,
});

const toPosition = (row: PaperPositionEntity): PaperPosition => ({
  account: row.account,
  instrument: instrumentOf(row.instrument),
  side: row.side,
  quantity: row.quantity,
  openValue: row.openValue,
  leverage: row.leverage,
  markPrice: row.markPrice,
  updatedAt: row.updatedAt,
  contractValue: row.contractValue,
});

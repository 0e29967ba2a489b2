import { Column, Entity, Index } from 'typeorm';
import type {
  AccountStatus,
  KeyPermission,
} from '@/modules/exchanges/credentials/exchange-account';
import type { PositionMode } from '@/modules/exchanges/venue.types';
import {
  codeColumn,
  idColumn,
  jsonColumn,
  textColumn,
  utcColumn,
} from '@/platform/database/columns';

/** An account of an exchange with its keys, sealed. */
@Entity({ name: 'exchange_account' })
@Index('ux_exchange_account_name', ['name'], { unique: true })
@Index('ux_exchange_account_uid_key', ['uidKey'], { unique: true })
export class ExchangeAccountEntity {
  @idColumn()
  id!: string;

  @codeColumn(50)
  name!: string;

  @codeColumn(20)
  exchange!: 'bingx';

  @codeColumn(10)
  environment!: 'live' | 'demo';

  @textColumn(200, { nullable: true })
  label!: string | null;

  @codeColumn(50, { nullable: true })
  parent!: string | null;

  @Column({ type: 'boolean' })
  allowsWithdrawals!: boolean;

  @codeColumn(40, { nullable: true })
  uid!: string | null;

  /** Exchange, environment and uid; null while unknown and once revoked: unique keys let any number of nulls be. */
  @codeColumn(80, { nullable: true })
  uidKey!: string | null;

  @Column({ type: 'int' })
  keyVersion!: number;

  @textColumn(1000, { nullable: true })
  dataKey!: string | null;

  @textColumn(1000, { nullable: true })
  apiKey!: string | null;

  @textColumn(1000, { nullable: true })
  secretKey!: string | null;

  @codeColumn(4, { nullable: true })
  keyEnd!: string | null;

  @jsonColumn({ nullable: true })
  permissions!: readonly KeyPermission[] | null;

  @Column({ type: 'boolean', nullable: true })
  ipRestricted!: boolean | null;

  @codeColumn(10, { nullable: true })
  positionMode!: PositionMode | null;

  @Column({ type: 'int', nullable: true })
  clockOffsetMs!: number | null;

  @utcColumn({ nullable: true })
  checkedAt!: Date | null;

  @codeColumn(10)
  status!: AccountStatus;

  @codeColumn(60, { nullable: true })
  problemCode!: string | null;

  @textColumn(500, { nullable: true })
  problemMessage!: string | null;

  @utcColumn()
  createdAt!: Date;

  @utcColumn()
  updatedAt!: Date;

  @Column({ type: 'int' })
  version!: number;
}

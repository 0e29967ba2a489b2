import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/** The only ways to declare the columns whose types are easy to get wrong. */

const decimalTransformer = {
  to: (value: string | null | undefined) => value,
  // Always 18 digits after the point: what remains without the zeros is the one text form of a decimal.
  from: (value: string | null) => value?.replace(/\.?0+$/, '') ?? null,
};

/** DECIMAL(36,18) that is plain decimal text in code, without trailing zeros. */
export function decimalColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({
    ...options,
    type: 'decimal',
    precision: 36,
    scale: 18,
    transformer: decimalTransformer,
  });
}

/** DATETIME(3), UTC. */
export function utcColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'datetime', precision: 3 });
}

/** A 26-character ULID as primary key. */
export function idColumn(): PropertyDecorator {
  return PrimaryColumn({ type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' });
}

/** A column that holds another row's id. */
export function refColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' });
}

/** A short code of ours: state, reason, venue. Compared byte by byte. */
export function codeColumn(length: number, options: ColumnOptions = {}): PropertyDecorator {
  return Column({ ...options, type: 'varchar', length, charset: 'ascii', collation: 'ascii_bin' });
}

/** Text from outside, compared byte by byte so that `Stochastic_v1` and `stochastic_V1` stay two names. */
export function textColumn(length: number, options: ColumnOptions = {}): PropertyDecorator {
  return Column({
    ...options,
    type: 'varchar',
    length,
    charset: 'utf8mb4',
    collation: 'utf8mb4_bin',
  });
}

/** JSON kept as LONGTEXT: the same on MySQL and MariaDB, and decimals inside it stay text. */
export function jsonColumn(options: ColumnOptions = {}): PropertyDecorator {
  return Column({
    ...options,
    type: 'longtext',
    charset: 'utf8mb4',
    collation: 'utf8mb4_bin',
    transformer: {
      to: (value: unknown) =>
        value === null || value === undefined ? null : JSON.stringify(value),
      from: (value: string | null): unknown => (value === null ? null : JSON.parse(value)),
    },
  });
}

/**
 * A number that the database gives in the order of writing, whatever any clock says; read only by who asks for it.
 * Numbers of transactions that were rolled back are missing, and a later number may be committed first.
 */
export function positionColumn(): PropertyDecorator {
  return Column({ type: 'bigint', unsigned: true, generated: 'increment', select: false });
}

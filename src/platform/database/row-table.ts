import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';

type ColumnMetadata = ReturnType<DataSource['getMetadata']>['columns'][number];

/** One column: where its value stands in the row, and how it is written and read. */
interface RowColumn {
  /** The embedded object that holds the property; null for the row itself. */
  readonly group: string | null;
  readonly property: string;
  readonly name: string;
  readonly quoted: string;
  readonly write: (value: unknown) => unknown;
  readonly read: (value: unknown) => unknown;
}

/** A piece of SQL and what stands for its question marks. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The statements of one entity's table, from the entity's own column declarations, worked out once. It does for single
 * tables what TypeORM's query builders do, at a small part of the time.
 */
export class RowTable<E extends ObjectLiteral> {
  /** `SELECT` with every column, up to the table's name. */
  readonly select: string;
  private readonly name: string;
  private readonly columns: readonly RowColumn[];
  private readonly own: ReadonlyMap<string, RowColumn>;

  /** With `only`, rows of just these properties. */
  constructor(source: DataSource, entity: EntityTarget<E>, only?: readonly string[]) {
    const { tableName, columns } = source.getMetadata(entity);
    this.name = `\`${tableName}\``;
    this.columns = columns
      // Numbers that the database gives are neither written nor read here.
      .filter(({ isGenerated }) => !isGenerated)
      .filter(({ propertyPath }) => only === undefined || only.includes(propertyPath))
      .map(rowColumn);
    this.own = new Map(
      this.columns.filter(({ group }) => group === null).map((column) => [column.property, column]),
    );
    this.select = `SELECT ${this.names()} FROM ${this.name}`;
  }

  /** A row of {@link select} as the entity declares it. */
  read(row: Readonly<Record<string, unknown>>): E {
    const entity: Record<string, unknown> = {};
    for (const { group, property, name, read } of this.columns) {
      const value = read(row[name]);
      if (group === null) entity[property] = value;
      else ((entity[group] ??= {}) as Record<string, unknown>)[property] = value;
    }
    return entity as E;
  }

  /** One `INSERT` of all rows, with every column. */
  insert(rows: readonly E[]): Sql {
    const row = `(${this.columns.map(() => '?').join(', ')})`;
    return {
      text: `INSERT INTO ${this.name} (${this.names()}) VALUES ${rows.map(() => row).join(', ')}`,
      values: rows.flatMap((entity) => this.columns.map((column) => written(column, entity))),
    };
  }

  /** `UPDATE` up to its `WHERE`, of the named properties; undefined ones stay as they are. */
  update(change: Partial<E>): Sql {
    const columns = Object.keys(change)
      .filter((property) => change[property] !== undefined)
      .map((property) => {
        const column = this.own.get(property);
        if (column === undefined) throw new Error(`${this.name} has no column for ${property}`);
        return column;
      });
    return {
      text: `UPDATE ${this.name} SET ${columns.map(({ quoted }) => `${quoted} = ?`).join(', ')}`,
      values: columns.map((column) => written(column, change)),
    };
  }

  private names(): string {
    return this.columns.map(({ quoted }) => quoted).join(', ');
  }
}

function written({ group, property, write }: RowColumn, entity: ObjectLiteral): unknown {
  const holder = (group === null ? entity : entity[group]) as Readonly<Record<string, unknown>>;
  return write(holder[property] ?? null);
}

const same = (value: unknown): unknown => value;
const asBoolean = (value: unknown): unknown => (value === null ? null : Boolean(value));

function rowColumn(column: ColumnMetadata): RowColumn {
  const [first, second] = column.propertyPath.split('.');
  const { transformer, databaseName } = column;
  if (Array.isArray(transformer)) throw new Error(`${databaseName}: one transformer is enough`);
  return {
    group: second === undefined ? null : (first ?? null),
    property: column.propertyName,
    name: databaseName,
    quoted: `\`${databaseName}\``,
    write: transformer === undefined ? same : (value): unknown => transformer.to(value),
    read:
      transformer !== undefined
        ? (value): unknown => transformer.from(value)
        : column.type === 'boolean'
          ? asBoolean
          : same,
  };
}

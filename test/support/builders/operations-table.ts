import { ALL_BINGX_COMMANDS } from '@/modules/exchanges/bingx-commands/all-commands';
import type { CommandRow } from '@/modules/exchanges/bingx-commands/command-table';
import { BINGX_PRODUCTS, type ReadRow } from '@/modules/exchanges/bingx-reads/read-table';
import { BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import { parametersOf } from '@/modules/exchanges/bingx-reads/read-parameters';

/** The operations as docs/venues/bingx.md lists them, made from the tables. */
export function operationsSection(): string {
  const reads = BINGX_PRODUCTS.map((product) => {
    const rows = BINGX_READS[product].map((row) => cellsOf(row));
    return `### Reads: ${product}\n\n${table([HEAD, ...rows])}`;
  }).join('\n\n');
  const commands = [COMMAND_HEAD, ...ALL_BINGX_COMMANDS.map((row) => commandCells(row))];
  return `### Commands\n\n${table(commands)}\n\n${reads}`;
}

const COMMAND_HEAD = ['command', 'what it does', 'body', 'BingX', 'limit'];

function commandCells(row: CommandRow): readonly string[] {
  const { requests, perMs } = row.endpoint.limit;
  return [
    `${row.method} \`/bingx/${row.product}/${row.path}\``,
    row.summary,
    Object.entries(row.parameters)
      .map(([name, { isRequired }]) => (isRequired ? `**${name}**` : name))
      .join(', '),
    `\`${row.endpoint.path.replace('/openApi', '')}\``,
    `${requests}/${perMs / 1_000} s`,
  ];
}

const HEAD = ['GET', 'what it reads', 'own parameters', 'BingX', 'limit'];

function cellsOf(row: ReadRow): readonly string[] {
  const { requests, perMs } = row.endpoint.limit;
  return [
    `\`/bingx/${row.product}/${row.path}\``,
    row.summary,
    parameterNames(row),
    `\`${row.endpoint.path.replace('/openApi', '')}\``,
    row.access === 'public' ? 'market' : `${requests}/${perMs / 1_000} s`,
  ];
}

/** Required ones stand out; `account` and `raw` go without saying. */
function parameterNames(row: ReadRow): string {
  return Object.entries(parametersOf(row))
    .filter(([name]) => name !== 'account' && name !== 'raw')
    .map(([name, { isRequired }]) => (isRequired ? `**${name}**` : name))
    .join(', ');
}

/** Aligned as Prettier aligns tables. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_head, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}

import { present } from '@/kernel/present';
import { decimal as number } from '@/kernel/decimal';
import type { DecodedRow } from '@/modules/exchanges/bingx-reads/decode-answer';
import {
  choice,
  idNumber,
  required,
  symbol,
  type Parameter,
} from '@/modules/exchanges/bingx-reads/parameters';
import { COIN_M_READS } from '@/modules/exchanges/bingx-reads/coin-m.reads';
import type { ReadRow } from '@/modules/exchanges/bingx-reads/read-table';
import { USDT_M_READS } from '@/modules/exchanges/bingx-reads/usdt-m.reads';
import {
  post,
  type CommandRow,
  type Given,
  type GuardProblem,
  type ReadBack,
} from './command-table';

const SIDES = { long: 'LONG', short: 'SHORT' } as const;
const MODES = {
  isolated: 'ISOLATED',
  crossed: 'CROSSED',
  'separate-isolated': 'SEPARATE_ISOLATED',
} as const;

/** A required amount as decimal text. */
export const amount = (doc: string, example = '100', wire?: string): Parameter => ({
  kind: 'decimal',
  doc,
  example,
  isRequired: true,
  ...present({ wire }),
});

const flag = (doc: string, wire: string): Parameter => ({
  kind: 'flag',
  doc,
  example: true,
  isRequired: true,
  wire,
});

/** A read by the name of its operation; throws at start when there is none. */
export function readNamed(rows: readonly ReadRow[], operationId: string): ReadRow {
  const row = rows.find((one) => one.operationId === operationId);
  if (row === undefined) throw new Error(`there is no read ${operationId}`);
  return row;
}

const usdtM = (operationId: string): ReadBack => ({
  row: readNamed(USDT_M_READS, operationId),
  query: bySymbol,
});
const coinM = (path: string): ReadBack => {
  const row = COIN_M_READS.find((one) => one.path === path);
  if (row === undefined) throw new Error(`there is no Coin-M read at ${path}`);
  return { row, query: bySymbol };
};

const bySymbol = (given: Given): Record<string, string> =>
  given['symbol'] === undefined ? {} : { symbol: given['symbol'] };

/** BingX's demo host took more than the maximum without a word. */
function leverageWithin(given: Given, before: DecodedRow): GuardProblem | null {
  const names =
    given['side'] === 'long'
      ? ['maxLongLeverage']
      : given['side'] === 'short'
        ? ['maxShortLeverage']
        : ['maxLongLeverage', 'maxShortLeverage'];
  const wanted = number(given['leverage'] ?? '0');
  for (const name of names) {
    const most = before[name];
    if (typeof most === 'string' && number(most).gt(0) && wanted.gt(number(most)))
      return { field: 'leverage', rule: `must be at most ${most} for this contract` };
  }
  return null;
}

const LEVERAGE: Parameter = {
  kind: 'count',
  doc: 'The leverage, up to the maximum of the contract.',
  example: 5,
  min: 1,
  max: 500,
  isRequired: true,
};

const MARGIN_CHANGE = {
  symbol: required(symbol),
  amount: amount('How much, in the coin of the margin.', '10'),
  direction: required(
    choice('Whether it is added or taken away.', { add: '1', reduce: '2' }, 'type'),
  ),
} as const;

/** Settings of the margin and of positions. */
export const MARGIN_COMMANDS: readonly CommandRow[] = [
  {
    operationId: 'setBingxUsdtMLeverage',
    product: 'usdt-m',
    method: 'PUT',
    path: 'leverage',
    summary: 'Set the leverage of a contract',
    notes: 'In hedge mode each side has its own; in one-way mode say `both`.',
    scope: 'trade',
    endpoint: post('/openApi/swap/v2/trade/leverage', 5),
    parameters: {
      symbol: required(symbol),
      side: required(choice('The side.', { ...SIDES, both: 'BOTH' })),
      leverage: LEVERAGE,
    },
    answer: null,
    readBack: usdtM('getBingxUsdtMLeverage'),
    guard: leverageWithin,
  },
  {
    operationId: 'setBingxUsdtMMarginMode',
    product: 'usdt-m',
    method: 'PUT',
    path: 'margin-mode',
    summary: 'Set whether the margin of a contract is isolated or crossed',
    notes: 'Refused while the contract has a position or open orders.',
    scope: 'trade',
    endpoint: post('/openApi/swap/v2/trade/marginType', 2),
    parameters: {
      symbol: required(symbol),
      marginMode: required(choice('The mode.', MODES, 'marginType')),
    },
    answer: null,
    readBack: usdtM('getBingxUsdtMMarginMode'),
  },
  {
    operationId: 'setBingxUsdtMPositionMode',
    product: 'usdt-m',
    method: 'PUT',
    path: 'position-mode',
    summary: 'Set whether the account is in hedge or one-way mode',
    notes: 'For all contracts. Refused while there are positions or open orders.',
    scope: 'trade',
    endpoint: post('/openApi/swap/v1/positionSide/dual', 2),
    parameters: { isHedge: flag('True for one position per side.', 'dualSidePosition') },
    answer: null,
    readBack: usdtM('getBingxUsdtMPositionMode'),
    changesPositionMode: true,
  },
  {
    operationId: 'changeBingxUsdtMIsolatedMargin',
    product: 'usdt-m',
    method: 'POST',
    path: 'isolated-margin-changes',
    summary: 'Add margin to an isolated position, or take it away',
    notes: 'Answers the positions of the contract as they stand afterwards.',
    scope: 'trade',
    endpoint: post('/openApi/swap/v2/trade/positionMargin', 2, { shape: 'flat' }),
    parameters: {
      ...MARGIN_CHANGE,
      positionSide: required(choice('The side of the position.', { ...SIDES, both: 'BOTH' })),
      positionId: idNumber('The position, where each has its own margin.'),
    },
    answer: null,
    readBack: usdtM('listBingxUsdtMPositions'),
  },
  {
    operationId: 'setBingxUsdtMAutoAddMargin',
    product: 'usdt-m',
    method: 'PUT',
    path: 'auto-add-margin',
    summary: 'Switch on or off that a position takes margin from the wallet by itself',
    scope: 'trade',
    endpoint: post('/openApi/swap/v1/trade/autoAddMargin', 2, { shape: 'flat' }),
    parameters: {
      symbol: required(symbol),
      positionId: required(idNumber('The position.')),
      isOn: flag('Whether it does.', 'functionSwitch'),
      amount: { ...amount('How much at most.', '10'), isRequired: false },
    },
    answer: null,
    readBack: usdtM('listBingxUsdtMPositions'),
  },
  {
    operationId: 'setBingxUsdtMAssetMode',
    product: 'usdt-m',
    method: 'PUT',
    path: 'asset-mode',
    summary: 'Set whether one coin or several serve as margin',
    notes: 'Refused while there are positions or open orders.',
    scope: 'trade',
    endpoint: post('/openApi/swap/v1/trade/assetMode', 2),
    parameters: {
      assetMode: required(
        choice('The mode.', { single: 'singleAssetMode', multi: 'multiAssetsMode' }),
      ),
    },
    answer: null,
    readBack: usdtM('getBingxUsdtMAssetMode'),
  },
  {
    operationId: 'topUpBingxUsdtMDemoMoney',
    product: 'usdt-m',
    method: 'POST',
    path: 'demo-money',
    summary: 'Ask BingX for play money on a demo account',
    notes: 'Demo accounts only, so often as BingX gives it. Answers the balances afterwards.',
    scope: 'trade',
    endpoint: post('/openApi/swap/v1/trade/getVst', 1),
    parameters: {},
    isDemoOnly: true,
    answer: null,
    readBack: { row: readNamed(USDT_M_READS, 'listBingxUsdtMBalances'), query: () => ({}) },
  },
  {
    operationId: 'setBingxCoinMLeverage',
    product: 'coin-m',
    method: 'PUT',
    path: 'leverage',
    summary: 'Set the leverage of one side of a contract',
    scope: 'trade',
    endpoint: post('/openApi/cswap/v1/trade/leverage', 5),
    parameters: {
      symbol: required(symbol),
      side: required(choice('The side.', SIDES)),
      leverage: LEVERAGE,
    },
    answer: null,
    readBack: coinM('leverage'),
    guard: leverageWithin,
  },
  {
    operationId: 'setBingxCoinMMarginMode',
    product: 'coin-m',
    method: 'PUT',
    path: 'margin-mode',
    summary: 'Set whether the margin of a contract is isolated or crossed',
    notes: 'Refused while the contract has a position or open orders.',
    scope: 'trade',
    endpoint: post('/openApi/cswap/v1/trade/marginType', 5),
    parameters: {
      symbol: required(symbol),
      marginMode: required(
        choice('The mode.', { isolated: MODES.isolated, crossed: MODES.crossed }, 'marginType'),
      ),
    },
    answer: null,
    readBack: coinM('margin-mode'),
  },
  {
    operationId: 'changeBingxCoinMIsolatedMargin',
    product: 'coin-m',
    method: 'POST',
    path: 'isolated-margin-changes',
    summary: 'Add margin to an isolated position, or take it away',
    notes: 'Answers the positions of the contract as they stand afterwards.',
    scope: 'trade',
    endpoint: post('/openApi/cswap/v1/trade/positionMargin', 5),
    parameters: {
      ...MARGIN_CHANGE,
      positionSide: required(choice('The side of the position.', SIDES)),
    },
    answer: null,
    readBack: coinM('positions'),
  },
];

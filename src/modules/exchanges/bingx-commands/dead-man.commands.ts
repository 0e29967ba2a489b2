import { shape, text, time, word } from '@/modules/exchanges/bingx-reads/fields';
import { choice, required, type Parameter } from '@/modules/exchanges/bingx-reads/parameters';
import { post, type CommandRow } from './command-table';

const SET = shape('BingxDeadMansSwitchSet', "What BingX says of the dead man's switch.", {
  // Seconds in some answers, milliseconds in others.
  triggerAt: time('When everything is cancelled.', 'triggerTime'),
  status: word('How it stands.', ['ACTIVATED', 'CLOSED', 'FAILED']),
  note: text("BingX's own words.", ''),
});

/** The products that have a dead man's switch. */
export const SWITCH_PRODUCTS = ['usdt-m', 'spot'] as const;
export type SwitchProduct = (typeof SWITCH_PRODUCTS)[number];

const TIMEOUT: Parameter = {
  kind: 'count',
  doc: 'Seconds.',
  min: 10,
  max: 120,
  isRequired: false,
  wire: 'timeOut',
};

const command = (product: SwitchProduct, path: string): CommandRow => ({
  operationId: `deadMansSwitch:${product}`,
  product,
  method: 'POST',
  path: '',
  summary: '',
  scope: 'trade',
  endpoint: post(path, 1),
  parameters: {
    type: required(choice('What to do.', ['ACTIVATE', 'CLOSE'])),
    timeoutSeconds: TIMEOUT,
  },
  answer: { shape: SET, at: [''] },
  readBack: null,
});

/** Sets, renews and closes the switch; said twice it does the same once. They have no routes of their own. */
export const SWITCH_COMMANDS: Readonly<Record<SwitchProduct, CommandRow>> = {
  'usdt-m': command('usdt-m', '/openApi/swap/v2/trade/cancelAllAfter'),
  spot: command('spot', '/openApi/spot/v1/trade/cancelAllAfter'),
};

import { id, shape } from '@/modules/exchanges/bingx-reads/fields';
import { idNumber, required } from '@/modules/exchanges/bingx-reads/parameters';
import { USDT_M_READS } from '@/modules/exchanges/bingx-reads/usdt-m.reads';
import { post, type CommandRow } from './command-table';
import { readNamed } from './margin.commands';

const CANCELLED = shape('BingxTwapCancelled', 'The TWAP order that was cancelled.', {
  mainOrderId: id('The TWAP order.', '1736012449498123456'),
});

/** TWAP orders can be stopped; they are not begun here, because their parts would not be in our books. */
export const TWAP_COMMANDS: readonly CommandRow[] = [
  {
    operationId: 'cancelBingxUsdtMTwapOrder',
    product: 'usdt-m',
    method: 'POST',
    path: 'twap/cancel',
    summary: 'Stop a TWAP order',
    notes: 'What it traded so far stays. Answers the TWAP order as it stands afterwards.',
    scope: 'trade',
    endpoint: post('/openApi/swap/v1/twap/cancelOrder', 2),
    parameters: { mainOrderId: required(idNumber('The TWAP order.')) },
    answer: { shape: CANCELLED, at: [''] },
    readBack: {
      row: readNamed(USDT_M_READS, 'getBingxUsdtMTwapOrder'),
      query: (given) => ({ mainOrderId: given['mainOrderId'] ?? '' }),
    },
  },
];

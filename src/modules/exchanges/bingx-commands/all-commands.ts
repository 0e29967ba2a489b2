import type { CommandRow } from './command-table';
import { MARGIN_COMMANDS } from './margin.commands';
import { TRANSFER_COMMANDS } from './transfer.commands';
import { TWAP_COMMANDS } from './twap.commands';

/** Every command on BingX that is no order. */
export const ALL_BINGX_COMMANDS: readonly CommandRow[] = [
  ...MARGIN_COMMANDS,
  ...TWAP_COMMANDS,
  ...TRANSFER_COMMANDS,
];

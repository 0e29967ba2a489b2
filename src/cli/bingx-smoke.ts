import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientOrderId } from '@/kernel/ids';
import { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { SettingsKeyring } from '@/modules/exchanges/adapters/bingx/bingx.settings-keyring';
import { orderSmoke } from '@/modules/exchanges/adapters/bingx/smoke/order-smoke';
import { readOnlySmoke } from '@/modules/exchanges/adapters/bingx/smoke/read-only-smoke';
import { quotaTable } from '@/modules/exchanges/adapters/bingx/smoke/quota-table';
import {
  runSteps,
  smokeExitCode,
  smokeTable,
} from '@/modules/exchanges/adapters/bingx/smoke/smoke-steps';
import { loadSettings } from '@/platform/settings/load-settings';
import { SystemClock } from '@/platform/time/system-clock';

const USAGE =
  'usage: npm run bingx:smoke, or npm run bingx:smoke:order (demo host or simulator only)';
const ACCOUNT = 'bingx';

/**
 * `npm run bingx:smoke` reads what can be read with the key of BINGX_API_KEY on the host of BINGX_API_URL and places
 * nothing; with `--order` it places and cancels one far-off order, on play money only. Ends with 0 when everything
 * worked, with 1 when something failed, with 2 when there was nothing to try.
 */
async function smoke(isOrder: boolean): Promise<number> {
  const own = Object.entries(process.env).filter(([name]) => name.startsWith('BINGX_'));
  // No database is touched; the settings as a whole only want to hear of one.
  const { bingx } = loadSettings({ ...Object.fromEntries(own), DB_URL: 'mysql://unused/unused' });
  if (bingx.BINGX_API_KEY === '' || bingx.BINGX_SECRET_KEY === '') {
    process.stderr.write('BINGX_API_KEY and BINGX_SECRET_KEY are needed\n');
    return 2;
  }
  const clock = new SystemClock();
  const hosts = new BingxHosts({ settings: bingx, clock });
  const parts = { hosts, clock, keyring: new SettingsKeyring(bingx, ACCOUNT), account: ACCOUNT };
  try {
    process.stdout.write(`${hosts.market.label} (${hosts.market.kind})\n\n`);
    const clientOrderId = `smoke${randomBytes(12).toString('hex')}` as ClientOrderId;
    const lines = isOrder
      ? await orderSmoke(parts, clientOrderId, (ms) => pause(ms))
      : await runSteps(readOnlySmoke(parts), clock);
    process.stdout.write(`${smokeTable(lines)}\n${quotaTable(hosts.market)}`);
    return smokeExitCode(lines);
  } finally {
    hosts.close();
  }
}

const [word, ...more] = process.argv.slice(2);
if (more.length > 0 || (word !== undefined && word !== '--order')) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  smoke(word === '--order').then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 2;
    },
  );
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { grouped } from '@/kernel/grouped';
import { checkHistory } from '@test/chaos/check-history';
import { runChaos, type ChaosResult } from '@test/chaos/chaos-run';
import type { Breach, History } from '@test/chaos/history';
import { REPOSITORY_ROOT } from '@test/support/harness/service-database';

/** Started by scripts/chaos.mjs, which has made the build and the database. Ends with code 1 when anything is wrong. */
const SHOWN = 40;
const print = (line: string): unknown => process.stdout.write(`${line}\n`);

function wanted() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '3' },
      seed: { type: 'string' },
      instances: { type: 'string', default: '2' },
      kills: { type: 'string', default: '0' },
      check: { type: 'string' },
      // Read by scripts/chaos.mjs, which mounts it.
      disk: { type: 'boolean', default: false },
    },
  });
  const whole = (name: string, text: string, most: number): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0 || value > most)
      throw new Error(`--${name} ${text}: a number from 0 to ${String(most)} is needed`);
    return value;
  };
  return {
    check: values.check,
    minutes: whole('minutes', values.minutes, 1_440),
    seed: Math.floor(whole('seed', values.seed ?? String(Date.now() % 1_000_000), 4e9)),
    instances: Math.max(1, whole('instances', values.instances, 8)),
    kills: whole('kills', values.kills, 100_000),
  };
}

function tell(breaches: readonly Breach[]): void {
  for (const { invariant, what } of breaches.slice(0, SHOWN)) print(`  ${invariant}: ${what}`);
  if (breaches.length > SHOWN) print(`  … and ${String(breaches.length - SHOWN)} more`);
}

const countsOf = (groups: ReadonlyMap<string, readonly unknown[]>): Record<string, number> =>
  Object.fromEntries([...groups].map(([name, all]) => [name, all.length]));

function figures({ history, kills }: ChaosResult): string {
  const { posts, quietAt, from, settledAt, faults, decisions, orders, fills } = history;
  const struck = grouped(faults, ({ kind }) => kind);
  const sockets = grouped(
    faults.filter(({ kind }) => kind === 'stream'),
    ({ detail }) => detail,
  );
  const times = posts.map(({ at, answeredAt }) => answeredAt - at).sort((a, b) => a - b);
  return JSON.stringify({
    ...{ seconds: Math.round((quietAt - from) / 1_000), instances: history.instances, kills },
    faults: countsOf(struck),
    sockets: countsOf(sockets),
    alarms: posts.length,
    accepted: posts.filter(({ status }) => status === 200).length,
    ...{ decisions: decisions.length, orders: orders.length, fills: fills.length },
    webhookP99Ms: times[Math.ceil(times.length * 0.99) - 1] ?? 0,
    settledMs: settledAt === null ? null : settledAt - quietAt,
  });
}

function keep({ history, logs }: ChaosResult): string {
  const folder = join(REPOSITORY_ROOT, '.local/chaos', String(history.seed));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'history.json'), JSON.stringify(history));
  logs.forEach((text, i) => writeFileSync(join(folder, `instance-${String(i)}.log`), text));
  return folder;
}

async function main(): Promise<void> {
  const { check, ...plan } = wanted();
  if (check !== undefined) {
    const breaches = checkHistory(JSON.parse(readFileSync(check, 'utf8')) as History);
    tell(breaches);
    print(`${String(breaches.length)} breaches in ${check}`);
    process.exitCode = breaches.length === 0 ? 0 : 1;
    return;
  }
  print(`chaos: seed ${String(plan.seed)}, ${JSON.stringify(plan)}`);
  const result = await runChaos(plan);
  print(figures(result));
  if (result.breaches.length === 0) {
    print('0 breaches of I1 to I14, liveness and model');
    return;
  }
  tell(result.breaches);
  print(`kept in ${keep(result)}; check it again with npm run chaos -- --check <history.json>`);
  process.exitCode = 1;
}

// `exit` handlers end the processes that the run has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});

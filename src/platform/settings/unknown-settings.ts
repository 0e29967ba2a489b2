import type { SettingProblem } from '@/platform/settings/invalid-settings.error';

/** Beginnings that are ours: a variable that has one and is no setting is a typing error, and it may guard money. */
const OUR_PREFIXES = [
  'ALARM_',
  'ALLOWED_',
  'API_TOKEN',
  'BINGX_',
  'BLOCKED_',
  // Not the whole beginning: systemd sets CREDENTIALS_DIRECTORY.
  'CREDENTIAL_KEY',
  'CREDENTIALS_KEY',
  'DB_',
  'NOTIFY_',
  'PAPER_',
  'PROBE_',
  'RISK_',
  'TRADING_',
  'TRUSTED_',
  'WATCHDOG_',
  'WEBHOOK_',
] as const;

/** Kubernetes puts these beside us for every service called "db", "paper", …; nobody typed them. */
const SERVICE_LINK = /_SERVICE_(HOST|PORT)(_|$)|_PORT_\d+_(TCP|UDP)(_|$)/;

/** Variables that look like settings and are none. */
export function unknownSettings(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): readonly SettingProblem[] {
  return Object.keys(env)
    .filter(
      (name) => OUR_PREFIXES.some((prefix) => name.startsWith(prefix)) && !known.includes(name),
    )
    .filter((name) => !SERVICE_LINK.test(name) && !/^(tcp|udp):\/\//.test(env[name] ?? ''))
    .map((name) => ({ name, rule: `is not a setting${suggestion(name, known)}` }));
}

function suggestion(name: string, known: readonly string[]): string {
  const [nearest] = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest !== undefined && nearest.distance <= 4
    ? `; did you mean ${nearest.candidate}?`
    : '';
}

/** Insertions, deletions and replacements from one text to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

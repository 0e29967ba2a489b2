import { readFileSync } from 'node:fs';
import { validateSync } from 'class-validator';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { contradictionsIn } from '@/platform/settings/contradictions';
import { CredentialsSettings } from '@/platform/settings/credentials.settings';
import { DatabaseSettings } from '@/platform/settings/database.settings';
import { HttpSettings } from '@/platform/settings/http.settings';
import {
  InvalidSettingsError,
  type SettingProblem,
} from '@/platform/settings/invalid-settings.error';
import { LogSettings } from '@/platform/settings/log.settings';
import { NotifySettings } from '@/platform/settings/notify.settings';
import { SecuritySettings } from '@/platform/settings/security.settings';
import type { Settings } from '@/platform/settings/settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { unknownSettings } from '@/platform/settings/unknown-settings';
import { WatchdogSettings } from '@/platform/settings/watchdog.settings';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that may also be given as `<NAME>_FILE`, the path of a file that holds the value. */
export const SECRET_NAMES: readonly string[] = [
  'WEBHOOK_SECRET',
  'API_TOKENS',
  'BINGX_API_KEY',
  'BINGX_SECRET_KEY',
  'CREDENTIALS_KEY',
  'NOTIFY_WEBHOOK_URL',
  'NOTIFY_WEBHOOK_SECRET',
  'NOTIFY_TELEGRAM_BOT_TOKEN',
  'NOTIFY_DISCORD_WEBHOOK_URL',
  'NOTIFY_SMTP_URL',
  ...Object.keys(new DatabaseSettings()).filter((name) => name.endsWith('_URL')),
];

/**
 * Reads and checks every setting. The only reader of the environment: nothing else in the tree may ask it.
 * Throws one InvalidSettingsError that lists all that is wrong, by name and rule and never by value.
 * The result is frozen.
 */
export function loadSettings(
  env: Environment = process.env,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Settings {
  const problems: SettingProblem[] = [];
  const settings: Settings = {
    http: new HttpSettings(),
    security: new SecuritySettings(),
    database: new DatabaseSettings(),
    trading: new TradingSettings(),
    bingx: new BingxSettings(),
    credentials: new CredentialsSettings(),
    notify: new NotifySettings(),
    watchdog: new WatchdogSettings(),
    log: new LogSettings(),
  };
  const sections: readonly object[] = Object.values(settings);
  for (const section of sections) problems.push(...fill(section, env, readFile));
  const unreadable = new Set(problems.map(({ name }) => name));
  for (const section of sections) {
    problems.push(...rulesBrokenBy(section).filter(({ name }) => !unreadable.has(name)));
  }
  problems.push(...unknownSettings(env, knownNames(sections)));
  // A setting that is wrong by itself is not judged together with others: what it was meant to be is not known.
  const wrong = new Set(problems.map(({ name }) => name));
  problems.push(...contradictionsIn(settings).filter(({ name }) => !wrong.has(name)));
  if (problems.length > 0) throw new InvalidSettingsError(problems);
  return freezeAll(settings);
}

/** Every name that means something, `_FILE` forms included. */
function knownNames(sections: readonly object[]): readonly string[] {
  return [
    ...sections.flatMap((section) => Object.keys(section)),
    ...SECRET_NAMES.map((name) => `${name}_FILE`),
  ];
}

function fill(
  section: object,
  env: Environment,
  readFile: (path: string) => string,
): readonly SettingProblem[] {
  const fields = section as Record<string, unknown>;
  const problems: SettingProblem[] = [];
  for (const [name, standard] of Object.entries(fields)) {
    const found = textOf(name, env, readFile);
    if (found === null) continue;
    const value = 'rule' in found ? found : convert(found.text, standard);
    if ('rule' in value) problems.push({ name, rule: value.rule });
    else fields[name] = value.value;
  }
  return problems;
}

function textOf(
  name: string,
  env: Environment,
  readFile: (path: string) => string,
): { readonly text: string } | { readonly rule: string } | null {
  const direct = env[name];
  const path = env[`${name}_FILE`];
  if (path === undefined || !SECRET_NAMES.includes(name))
    return direct === undefined ? null : { text: direct };
  if (direct !== undefined && direct !== '')
    return { rule: `is set twice, as ${name} and as ${name}_FILE` };
  try {
    const text = readFile(path).trim();
    return text === '' ? { rule: `comes from ${name}_FILE, and that file is empty` } : { text };
  } catch {
    return { rule: `comes from ${name}_FILE, and that file cannot be read` };
  }
}

/** Turns text into the kind of value that the default has; nothing is guessed. */
function convert(
  text: string,
  standard: unknown,
): { readonly value: unknown } | { readonly rule: string } {
  if (Array.isArray(standard)) {
    const entries = text.split(',').map((entry) => entry.trim());
    return { value: entries.filter((entry) => entry !== '') };
  }
  if (typeof standard !== 'number') return { value: text };
  const trimmed = text.trim();
  return /^\d{1,15}$/.test(trimmed)
    ? { value: Number(trimmed) }
    : { rule: 'must be a whole number' };
}

function rulesBrokenBy(section: object): readonly SettingProblem[] {
  return validateSync(section, { forbidUnknownValues: false }).map(
    ({ property, constraints = {} }) => ({
      name: property,
      rule: Object.values(constraints)
        .map((message) => message.replace(`${property} `, ''))
        .join('; '),
    }),
  );
}

function freezeAll<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) freezeAll(inner as object);
  return Object.freeze(value);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SECRET_NAMES } from '@/platform/settings/load-settings';
import { SETTINGS_CLASSES } from '@/platform/settings/settings';

const ROOT = join(__dirname, '..', '..', '..');
const EXAMPLE = join(ROOT, '.env.example');

const HEADER = [
  '# Every setting with its default. Copy to .env and change what differs; what is left out keeps its default.',
  '# Lists are comma-separated. A variable that looks like one of these and is none stops the start.',
  '# Kept equal to src/platform/settings by env-example.spec.ts; after a change there: UPDATE_ENV_EXAMPLE=1 npx jest env-example',
  '',
];

/** `bingx.settings.ts` of `BingxSettings`. */
const sourceOf = (className: string): string =>
  readFileSync(
    join(__dirname, `${className.replace(/Settings$/, '').toLowerCase()}.settings.ts`),
    'utf8',
  );

const plain = (comment: string): string[] =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trim())
    .filter((line) => line !== '');

/** The doc comment that stands before `anchor`, decorators in between. */
function docBefore(source: string, anchor: RegExp): string[] {
  const match = new RegExp(
    `/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s*(?:@[^\\n]*\\n\\s*)*${anchor.source}`,
  ).exec(source);
  return plain(match?.[1] ?? '');
}

function sectionOf(type: (typeof SETTINGS_CLASSES)[number]): string[] {
  const source = sourceOf(type.name);
  const fields = Object.entries(new type() as object).flatMap(([name, value]) => {
    const doc = docBefore(source, new RegExp(`${name}\\b`));
    if (doc.length === 0) throw new Error(`${name} has no doc comment`);
    const isSecret = SECRET_NAMES.includes(name);
    return [...doc, ...(isSecret ? [`Also as ${name}_FILE, the path of a file.`] : [])]
      .map((line) => `# ${line}`)
      .concat(`${name}=${Array.isArray(value) ? value.join(',') : String(value)}`, '');
  });
  const title = docBefore(source, new RegExp(`export class ${type.name}\\b`));
  return [...title.map((line) => `## ${line}`), '', ...fields];
}

describe('.env.example', () => {
  it('lists exactly the settings, with their meaning and default', () => {
    const wanted = `${[...HEADER, ...SETTINGS_CLASSES.flatMap(sectionOf)].join('\n').trimEnd()}\n`;
    if (process.env['UPDATE_ENV_EXAMPLE'] === '1') writeFileSync(EXAMPLE, wanted);
    expect(readFileSync(EXAMPLE, 'utf8')).toBe(wanted);
  });
});

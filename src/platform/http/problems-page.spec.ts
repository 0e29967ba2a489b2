import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'operations', 'problems.md'), 'utf8');
const HEADINGS = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, code = '']) => code);

/** How codes are written in the source: the second argument of an error, or the first of those with a fixed kind. */
const WRITTEN = [
  /super\(\s*'(?:invalid|not-found|conflict|forbidden|refused|unavailable)',\s*'([a-z-]+)'/g,
  /extends MalformedRequestError \{\s*constructor\([^)]*\) \{\s*super\('([a-z-]+)'/g,
  /new OrderNotPossibleError\(\s*'([a-z-]+)'/g,
  /named\('([a-z-]+)', \d/g,
  /reason: '(risk-[a-z-]+)'/g,
  /^\s*'(risk-[a-z-]+)',/gm,
];

function codesInSource(): Set<string> {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(ROOT, 'src', file), 'utf8'));
  return new Set(
    sources.flatMap((source) =>
      WRITTEN.flatMap((written) => [...source.matchAll(written)].map(([, code = '']) => code)),
    ),
  );
}

describe('docs/operations/problems.md', () => {
  it('explains every code that the source can answer', () => {
    const codes = codesInSource();
    expect(codes.size).toBeGreaterThan(20);
    expect([...codes].filter((code) => !HEADINGS.includes(code))).toEqual([]);
  });

  it('explains no code twice', () => {
    expect(new Set(HEADINGS).size).toBe(HEADINGS.length);
  });
});

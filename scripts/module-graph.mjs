import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { explain, ROOT, Trouble } from './prepare.mjs';

/**
 * Writes the graph of layers and modules into docs/architecture.md, from what dependency-cruiser finds in src/.
 * `--check` only compares: it fails when the page is not what the code is.
 */

const PAGE = join(ROOT, 'docs', 'architecture.md');
const BEGIN = '<!-- module graph: written by `node scripts/module-graph.mjs` -->';
const END = '<!-- end of module graph -->';

/** The box in which a file stands: `kernel`, `platform`, a module, or the composition root. */
function boxOf(path) {
  if (!path.startsWith('src/') || /\.(spec|contract)\.ts$/.test(path)) return null;
  const [, first, second] = path.split('/');
  if (first === 'modules') return second;
  if (first === 'kernel' || first === 'platform') return first;
  return first === 'migrations' ? null : 'app';
}

function findArrows() {
  const program = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const words = [program, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const answer = spawnSync(process.execPath, words, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (!answer.stdout.startsWith('{'))
    throw new Trouble(`dependency-cruiser failed: ${answer.stderr}`);
  const arrows = new Set();
  for (const { source, dependencies } of JSON.parse(answer.stdout).modules) {
    const from = boxOf(source);
    for (const { resolved } of dependencies) {
      const to = boxOf(resolved);
      if (from !== null && to !== null && from !== to) arrows.add(`${from} --> ${to}`);
    }
  }
  return [...arrows].sort();
}

/** Arrows to kernel and platform go from every module: one from the whole group says the same and can be read. */
function drawing(arrows) {
  const isLayer = (name) => ['app', 'platform', 'kernel'].includes(name);
  const pairs = arrows.map((arrow) => arrow.split(' --> '));
  const modules = [...new Set(pairs.flat())].filter((name) => !isLayer(name)).sort();
  const between = pairs.filter(([from, to]) => !isLayer(from) && !isLayer(to));
  return [
    '```mermaid',
    'flowchart TD',
    '  app["app.module, app.setup, databases, main, cli"]',
    '  subgraph modules',
    ...modules.map((name) => `    ${name}`),
    ...between.map(([from, to]) => `    ${from} --> ${to}`),
    '  end',
    '  app --> modules',
    '  modules --> platform',
    '  platform --> kernel',
    '```',
  ].join('\n');
}

function main() {
  const page = fs.readFileSync(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Trouble(`${PAGE} has no place for the graph (${BEGIN} … ${END})`);
  const next = `${page.slice(0, begin + BEGIN.length)}\n\n${drawing(findArrows())}\n\n${page.slice(end)}`;
  if (next === page) return;
  if (process.argv.includes('--check')) {
    throw new Trouble('docs/architecture.md does not show the modules as they are.', {
      then: 'Run: node scripts/module-graph.mjs',
    });
  }
  fs.writeFileSync(PAGE, next);
}

try {
  main();
} catch (error) {
  explain(error);
  process.exitCode = 1;
}

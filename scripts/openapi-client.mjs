// Makes the TypeScript client out of the OpenAPI document.
//   node scripts/openapi-client.mjs [document] [folder]      defaults: openapi/openapi.json openapi/client
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
// Not by require.resolve: the package exports neither its manifest nor its program.
const GENERATOR = join(ROOT, 'node_modules/oazapfts');

/** Runs oazapfts; it writes one file with a function per operation and a type per schema. */
function generate(document, target) {
  const { bin } = JSON.parse(readFileSync(join(GENERATOR, 'package.json'), 'utf8'));
  const program = join(GENERATOR, typeof bin === 'string' ? bin : bin.oazapfts);
  execFileSync(process.execPath, [program, document, target], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** The client's own package: what it needs to run, and the version of the service that it was made from. */
function packageOf(document) {
  const { info } = JSON.parse(readFileSync(document, 'utf8'));
  const generator = JSON.parse(readFileSync(join(GENERATOR, 'package.json'), 'utf8'));
  return {
    name: 'strateger-client',
    version: info.version,
    description: 'TypeScript client of Strateger, made from its OpenAPI document by oazapfts.',
    license: 'MIT',
    private: true,
    type: 'module',
    main: 'index.ts',
    types: 'index.ts',
    dependencies: { '@oazapfts/runtime': generator.dependencies['@oazapfts/runtime'] },
  };
}

const [document = join(ROOT, 'openapi/openapi.json'), folder = join(ROOT, 'openapi/client')] =
  process.argv.slice(2);
const target = join(folder, 'index.ts');
mkdirSync(folder, { recursive: true });
generate(document, target);
const style = await prettier.resolveConfig(join(ROOT, 'package.json'));
writeFileSync(
  target,
  await prettier.format(readFileSync(target, 'utf8'), { ...style, filepath: target }),
);
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packageOf(document), null, 2)}\n`);
console.log(`${target}: ${readFileSync(target, 'utf8').split('\n').length - 1} lines`);

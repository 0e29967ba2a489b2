import * as fs from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './prepare.mjs';

/**
 * The second half of `npm run build`: of the 2,400 files that a start reads it makes two, dist/start.js with our own
 * code and dist/packages.js with the packages (docs/adr/0021). The other files of dist stay as they are, for cli.
 */

const DIST = join(ROOT, 'dist');
const START = join(DIST, 'start.js');
const PACKAGES = join(DIST, 'packages.js');

/** The test harness reaches into the running service through this file: there must be one of it. */
const OWN_FILES = [join(DIST, 'platform', 'crash', 'crash-point.js')];
/** Has files of its own to serve, is only for who sends mail, or is a compiler that nothing calls at run time. */
const LEFT_OUT = ['swagger-ui-dist', 'nodemailer', 'typescript'];

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  legalComments: 'none',
  minifyWhitespace: true,
  lineLimit: 160,
  logLevel: 'error',
};

/** What comes from a package is taken from dist/packages.js; notes in `used` what that has to hold. */
const fromPackages = (used) => ({
  name: 'from-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || isBuiltin(path)) return undefined;
      used.add(path);
      return { path, namespace: 'package' };
    });
    onResolve({ filter: /.*/, namespace: 'package' }, () => ({
      path: './packages',
      external: true,
    }));
    onLoad({ filter: /.*/, namespace: 'package' }, ({ path }) => ({
      contents: `module.exports = require('./packages')[${JSON.stringify(path)}]();`,
    }));
  },
});

const withoutOwnFiles = {
  name: 'without-own-files',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
      const file = `${join(resolveDir, path)}.js`;
      if (!OWN_FILES.includes(file)) return undefined;
      return { path: `./${relative(DIST, file).split(sep).join('/')}`, external: true };
    });
  },
};

/** Packages of packages that are not installed, being optional, stay a `require` that fails when it is reached. */
const installedOnly = {
  name: 'installed-only',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, resolveDir }) => {
      if (isBuiltin(path)) return undefined;
      const isLeftOut = LEFT_OUT.some((name) => path === name || path.startsWith(`${name}/`));
      return isLeftOut || !isInstalled(path, resolveDir) ? { path, external: true } : undefined;
    });
  },
};

function isInstalled(path, from) {
  try {
    createRequire(join(from, 'a-file-there.js')).resolve(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * esbuild makes `var X = class _X` of a class that mentions itself, and what Nest, Swagger and the log say of a class is
 * its name. Its own option for that slows down every function there is, so only these classes get their name back.
 */
function withClassNames(text) {
  return text.replaceAll(
    /\b(?:var|let|const)\s(\w+)\s*=\s*class\s(\w+)(?:\sextends\s[^{]+)?\s*\{/g,
    (whole, name, inner) =>
      name === inner
        ? whole
        : `${whole}static{Object.defineProperty(this,'name',{value:'${name}'})}`,
  );
}

async function bundle(options) {
  const { outputFiles } = await build({ ...OPTIONS, ...options, write: false });
  for (const { path, text } of outputFiles)
    fs.writeFileSync(path, path.endsWith('.js') ? withClassNames(text) : text);
}

const used = new Set();
await bundle({
  entryPoints: [START],
  outfile: START,
  allowOverwrite: true,
  sourcemap: 'linked',
  sourcesContent: false,
  plugins: [withoutOwnFiles, fromPackages(used)],
});

/** Each package is run when it is first asked for, as with `require`. */
const entries = [...used].sort().map((path) => {
  const name = JSON.stringify(path);
  return `  ${name}: () => require(${name}),`;
});
await bundle({
  stdin: { contents: `module.exports = {\n${entries.join('\n')}\n};\n`, resolveDir: ROOT },
  outfile: PACKAGES,
  plugins: [installedOnly],
});

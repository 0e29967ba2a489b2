/**
 * Who may import whom, as data (docs/architecture.md). An arrow that is not written here is an error;
 * adding one is a reviewed line and a page in docs/adr.
 */
const MODULES = {
  alarms: [],
  strategies: [],
  exchanges: [],
  journal: [],
  notifications: [],
  watchdogs: ['notifications', 'trading', 'alarms', 'strategies', 'orders', 'exchanges'],
  'server-status': ['notifications'],
  orders: ['exchanges'],
  positions: ['exchanges'],
  accounts: ['exchanges'],
  klines: ['exchanges'],
  bingx: ['trading', 'orders', 'accounts', 'exchanges', 'journal'],
  trading: ['alarms', 'strategies', 'orders', 'positions', 'accounts', 'exchanges', 'klines'],
};

/** Wires everything, so it may import anything; nothing but itself may import it. */
const COMPOSITION_ROOT = '^src/[^/]+\\.ts$|^src/cli/';
/** Where TypeORM may be named. */
const KNOWS_TYPEORM = '\\.(entity|repository)\\.ts$|^src/platform/database/|^src/migrations/';
/** What a module shows to nobody: by suffix, so that no barrel is needed. Response shapes are shown (ADR 0012). */
const PRIVATE =
  '\\.(entity|repository|controller|request|query|payloads|mapper|worker)\\.ts$|/adapters/';
const SPEC = '\\.(spec|contract)\\.ts$';

const arrows = Object.entries(MODULES).map(([name, targets]) => ({
  name: `module-${name}`,
  comment: `${name} may import ${targets.length === 0 ? 'no other module' : targets.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/modules/${name}/` },
  to: {
    path: '^src/modules/',
    pathNot: [name, ...targets].map((target) => `^src/modules/${target}/`),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    // 1. layers, and the map of modules above
    {
      name: 'kernel-stands-alone',
      comment: 'The kernel is plain TypeScript: it imports nothing but decimal.js.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: SPEC },
      to: { pathNot: ['^src/kernel/', 'node_modules/decimal\\.js/'] },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The platform knows no trading word.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules|migrations)/' },
    },
    {
      name: 'nothing-imports-the-root',
      comment: 'The composition root is imported by nothing below it.',
      severity: 'error',
      from: { pathNot: COMPOSITION_ROOT },
      to: { path: COMPOSITION_ROOT },
    },
    {
      name: 'module-on-the-map',
      comment: 'A new module gets its line in MODULES first.',
      severity: 'error',
      from: {
        path: '^src/modules/([^/]+)/',
        pathNot: `^src/modules/(${Object.keys(MODULES).join('|')})/`,
      },
      to: {},
    },
    ...arrows,

    // 2. across modules: the door, not the rooms
    {
      name: 'only-through-the-door',
      comment: 'Of another module: its module, service, ports, errors and domain files.',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: `^src/modules/(?!$1/)[^/]+.*(${PRIVATE})` },
    },

    // 3. a library behind one door
    {
      name: 'typeorm-behind-repositories',
      severity: 'error',
      from: { pathNot: [KNOWS_TYPEORM, SPEC] },
      to: { path: 'node_modules/(typeorm|mysql2)/' },
    },
    {
      name: 'decimal-js-behind-the-kernel',
      severity: 'error',
      from: { pathNot: '^src/kernel/decimal\\.ts$' },
      to: { path: 'node_modules/decimal\\.js/' },
    },
    {
      name: 'axios-behind-outbound',
      severity: 'error',
      from: { pathNot: '^src/platform/outbound/' },
      to: { path: 'node_modules/(axios|@nestjs/axios)/' },
    },
    {
      name: 'ws-behind-outbound',
      severity: 'error',
      from: { pathNot: '^src/platform/outbound/' },
      to: { path: 'node_modules/(ws|@types/ws)/' },
    },

    // 4. no cycles, types included
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },

    // and what follows from any layout
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'production-dependencies-only',
      comment: 'The image is built without devDependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'service-without-tests',
      severity: 'error',
      from: { path: '^src/', pathNot: SPEC },
      to: { path: ['^test/', SPEC] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|openapi)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: [],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};

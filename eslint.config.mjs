import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { strategerRules } from './scripts/eslint-rules.mjs';

const ENVIRONMENT = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings are read once, by platform/settings. Inject the settings class.',
};
const TIME = [
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Inject Clock from @/kernel/clock.',
  },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Inject Clock from @/kernel/clock.',
  },
  {
    selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    message: 'Chance is given from outside, so that a test can repeat it.',
  },
];
const MONEY = [
  {
    selector: 'CallExpression[callee.name="parseFloat"]',
    message: 'Use decimal() or readDecimal() from @/kernel/decimal.',
  },
  {
    selector: 'CallExpression[callee.object.name="Number"][callee.property.name="parseFloat"]',
    message: 'Use decimal() or readDecimal() from @/kernel/decimal.',
  },
];
const HTTP_ERRORS = {
  selector:
    'Identifier[name=/^(Http|BadRequest|Conflict|Forbidden|InternalServerError|NotFound|Unauthorized)Exception$/]',
  message: 'Throw a DomainError; platform/http alone knows HTTP statuses.',
};
const EVERYWHERE = [
  {
    selector: 'Identifier[name="forwardRef"]',
    message: 'A cycle between modules: move what both need down a layer.',
  },
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name.',
  },
  {
    selector: 'ExportAllDeclaration',
    message: 'No barrels: import from the file that defines it.',
  },
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name="only"]',
    message: 'A focused test leaves the others out.',
  },
];
/** One rule cannot be merged across blocks, so each place spells out all of its restrictions. */
const restricted = (...entries) => ({
  'no-restricted-syntax': ['error', ...EVERYWHERE, ...entries],
});

const NODE_GLOBALS = Object.fromEntries(
  [
    'AbortController',
    'AbortSignal',
    'Buffer',
    'URL',
    'URLSearchParams',
    'clearInterval',
    'clearTimeout',
    'console',
    'fetch',
    'performance',
    'process',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'structuredClone',
  ].map((name) => [name, 'readonly']),
);

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.local/', 'node_modules/', 'openapi/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    plugins: { strateger: strategerRules },
    rules: { 'strateger/disable-with-reason': 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // Responses and problems are classes for the sake of the document; their values are plain objects.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'strateger/type-only-injection': 'error',
    },
  },

  // --- the service
  {
    files: ['src/**/*.ts'],
    rules: {
      ...restricted(ENVIRONMENT, HTTP_ERRORS, ...TIME),
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['src/platform/**/*.ts'], rules: restricted(ENVIRONMENT, HTTP_ERRORS) },
  { files: ['src/platform/http/**/*.ts'], rules: restricted(ENVIRONMENT) },
  { files: ['src/platform/settings/**/*.ts'], rules: restricted(HTTP_ERRORS, ...TIME) },
  { files: ['src/main.ts', 'src/cli/*.ts'], rules: restricted(HTTP_ERRORS, ...TIME) },
  {
    files: ['src/modules/**/*.ts'],
    rules: {
      ...restricted(ENVIRONMENT, HTTP_ERRORS, ...TIME, ...MONEY),
      'strateger/number-of-text': 'error',
    },
  },
  // A Nest module is a class with nothing in it.
  {
    files: ['src/**/*.module.ts'],
    rules: { '@typescript-eslint/no-extraneous-class': 'off' },
  },

  // --- tests: they hold untyped JSON in their hands and may look at the clock
  {
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: {
      ...restricted(),
      'max-lines': 'off',
      'strateger/number-of-text': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },

  // --- plain JavaScript: scripts and benchmarks, no types to check
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [js.configs.recommended],
    languageOptions: { globals: NODE_GLOBALS },
    rules: {
      eqeqeq: 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { ...NODE_GLOBALS, module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
  },
);

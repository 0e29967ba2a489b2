/** Four suites by what they need: nothing, a local stub server, a database, the built service. */

const shared = {
  rootDir: '.',
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/src/$1', '^@test/(.*)$': '<rootDir>/test/$1' },
  setupFilesAfterEnv: ['<rootDir>/test/support/jest-setup.ts'],
};

const suite = (displayName, ...testMatch) => ({ ...shared, displayName, testMatch });

module.exports = {
  testSequencer: '<rootDir>/test/support/slow-first-sequencer.cjs',
  projects: [
    suite(
      'unit',
      '<rootDir>/src/**/*.spec.ts',
      '<rootDir>/test/support/**/*.spec.ts',
      '<rootDir>/test/chaos/**/*.spec.ts',
    ),
    suite('contract', '<rootDir>/test/contract/**/*.spec.ts'),
    suite('integration', '<rootDir>/test/integration/**/*.spec.ts'),
    suite('e2e', '<rootDir>/test/e2e/**/*.spec.ts'),
  ],
};

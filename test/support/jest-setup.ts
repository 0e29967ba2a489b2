import fc from 'fast-check';

/** One seed a run, printed, so that a failing property can be run again: FC_SEED=… npm test. */
const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));
fc.configureGlobal({ seed, numRuns: 200, verbose: fc.VerbosityLevel.Verbose });

jest.setTimeout(120_000);

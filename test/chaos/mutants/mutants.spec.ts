import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '@test/support/harness/service-database';

interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly caughtBy: { readonly test: string };
}

const read = (file: string): string => readFileSync(join(REPOSITORY_ROOT, file), 'utf8');
const mutants = JSON.parse(read('test/chaos/mutants/mutants.json')) as readonly Mutant[];

describe('the mutants', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s changes one place of the sources, and its test is there',
    (_name, { file, find, caughtBy }) => {
      expect(read(file).split(find)).toHaveLength(2);
      expect(read(caughtBy.test)).not.toBe('');
    },
  );
});

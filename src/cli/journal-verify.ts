import { DATABASES } from '@/databases';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { JournalVerification } from '@/modules/journal/journal-verification';
import { SealedRowsRepository } from '@/modules/journal/sealed-rows.repository';
import { openDataSource } from '@/platform/database/data-source';
import { loadSettings } from '@/platform/settings/load-settings';

const USAGE = 'usage: npm run journal:verify -- [--head <hash that you kept>]';

/**
 * `npm run journal:verify`: says whether the journal is whole, in plain words, and where its chain ends. Ends with 0
 * when it is, with 1 when it is not, with 2 when that could not be found out.
 */
async function verify(keptHead: string | null): Promise<number> {
  const { database } = loadSettings(process.env);
  const target = {
    name: 'orders' as const,
    url: database.urlOf('orders'),
    poolSize: 2,
    connectTimeoutMs: database.DB_CONNECT_TIMEOUT_MS,
  };
  const source = await openDataSource(target, DATABASES.orders);
  try {
    const rows = new SealedRowsRepository(source);
    const verification = new JournalVerification(new JournalChainRepository(source), rows);
    const { faults, links, head } = await verification.verify(keptHead);
    for (const { kind, message } of faults) process.stdout.write(`${kind}: ${message}\n`);
    process.stdout.write(
      `${String(links)} links read; the chain ends at number ${head.sequence}\n`,
    );
    process.stdout.write(`head ${head.hash}\n`);
    const verdict = faults.length === 0 ? 'the journal is whole' : 'THE JOURNAL IS NOT WHOLE';
    process.stdout.write(`${verdict}\n`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await source.destroy();
  }
}

/** The hash behind --head; null without it; undefined when the words make no sense. */
function headOf(words: readonly string[]): string | null | undefined {
  if (words.length === 0) return null;
  const [name, value = ''] = words;
  return name === '--head' && words.length === 2 && /^[0-9a-f]{64}$/.test(value)
    ? value
    : undefined;
}

const keptHead = headOf(process.argv.slice(2));
if (keptHead === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  verify(keptHead).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      process.stderr.write(`journal:verify failed: ${reason}\n`);
      process.exitCode = 2;
    },
  );
}

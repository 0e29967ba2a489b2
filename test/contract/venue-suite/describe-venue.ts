import { instrumentText } from '@/kernel/instrument';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { examineAccount } from './account-cases';
import { examineBadOrders } from './bad-orders';
import { examineLookUp } from './look-up-cases';
import { examineMarket } from './market-cases';
import { examineOrders } from './order-cases';
import { OpenBench, type Examine } from './venue-bench';
import type { VenueUnderTest } from './venue-under-test';

export interface VenueSuiteOptions {
  /** How long an answer may take to show up in the venue's reads, in milliseconds. */
  readonly settleMs?: number;
  /** Cases that cannot be asked of this venue, `V08: why`; they show up as skipped with the reason. */
  readonly skip?: Readonly<Record<string, string>>;
}

/**
 * What every venue adapter must satisfy. Run it with the adapter against its simulator or its fake. A capability that
 * the venue lacks is written out with its case number; a case named in `skip` shows as skipped with its reason.
 */
export function describeVenue(
  name: string,
  makeVenue: () => Promise<VenueUnderTest> | VenueUnderTest,
  options: VenueSuiteOptions = {},
): void {
  describe(`venue contract: ${name}`, () => {
    let under: VenueUnderTest;
    let rules: InstrumentRules | null;

    beforeAll(async () => {
      under = await makeVenue();
      rules = await under.venue.instruments.find(under.instrument);
      if (rules === null && under.venue.execution !== undefined)
        throw new Error(`${name} does not list ${instrumentText(under.instrument)}`);
    });

    afterAll(async () => {
      await under.close?.();
    });

    const opened = () => ({ under, rules });
    const bench = new OpenBench(
      examineUnless(options.skip ?? {}),
      opened,
      options.settleMs ?? 2_000,
    );
    examineAccount(bench);
    examineOrders(bench);
    examineMarket(bench);
    examineLookUp(bench);
    examineBadOrders(bench);
  });
}

function examineUnless(skip: Readonly<Record<string, string>>): Examine {
  return (id, title, body) => {
    const reason = skip[id];
    if (reason !== undefined) {
      it.skip(`${id} ${title} (skipped because ${reason})`, () => undefined);
      return;
    }
    it(`${id} ${title}`, async () => {
      const cannot = await body();
      if (typeof cannot === 'string')
        process.stdout.write(`  ${id} skipped because the venue cannot: ${cannot}\n`);
    });
  };
}

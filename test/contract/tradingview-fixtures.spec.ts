import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlarmReading } from '@/modules/alarms/alarm';
import { readAlarm } from '@/modules/alarms/reading/read-alarm';
import { seen } from './tradingview/expected';
import { GIVEN_EXPECTED } from './tradingview/given-bodies';
import { OWN_EXPECTED } from './tradingview/own-bodies';

const OWN = join(__dirname, '../fixtures/tradingview');
const SHARED = join(__dirname, '../../../shared/fixtures/tradingview');

const bodiesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^\d+-.*\.txt$/.test(name))
    .sort();

const read = (folder: string, name: string): AlarmReading =>
  readAlarm(readFileSync(join(folder, name)), { timeZone: 'UTC' });

const numberOf = (name: string): string => name.slice(0, name.indexOf('-'));

describe('our own TradingView bodies', () => {
  const names = bodiesIn(OWN);

  it('are all in the table', () => {
    expect(names.map(numberOf)).toEqual(Object.keys(OWN_EXPECTED).sort());
  });

  it.each(names)('%s', (name) => {
    expect(seen(read(OWN, name))).toEqual(OWN_EXPECTED[numberOf(name)]);
  });
});

const isShared = existsSync(SHARED);
const given = isShared ? bodiesIn(SHARED) : [];

describe(
  isShared
    ? `the ${String(given.length)} given TradingView bodies`
    : 'the given TradingView bodies',
  () => {
    if (!isShared) {
      it('are skipped: ../shared/fixtures/tradingview is not here', () => {
        expect(given).toHaveLength(0);
      });
      return;
    }

    it('are all in the table', () => {
      expect(given.map(numberOf)).toEqual(Object.keys(GIVEN_EXPECTED).sort());
    });

    it.each(given)('%s', (name) => {
      expect(seen(read(SHARED, name))).toEqual(GIVEN_EXPECTED[numberOf(name)]);
    });
  },
);

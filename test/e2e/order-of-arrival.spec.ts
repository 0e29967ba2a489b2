import { alarmBody } from '@test/support/builders/alarm-body';
import { strategySide } from '@test/support/builders/strategy-side';
import { PaperService } from '@test/support/harness/paper-service';
import { waitUntil } from '@test/support/harness/wait-until';

const WORDS = ['order open long', 'order close long', 'order open short'] as const;
type Word = (typeof WORDS)[number];

const PERMUTATIONS: readonly (readonly Word[])[] = WORDS.flatMap((first) =>
  WORDS.filter((word) => word !== first).map((second) => [
    first,
    second,
    ...WORDS.filter((word) => word !== first && word !== second),
  ]),
);

let paper: PaperService;

beforeAll(async () => {
  paper = await PaperService.start('arrival');
});

afterAll(() => paper?.stop());

/** What must come of alarms that take effect in the order of their arrival: a close with nothing to close does nothing. */
function modelOf(words: readonly Word[]): readonly string[] {
  let isLongOpen = false;
  return words.map((word) => {
    if (word === 'order open short') return 'placed';
    const isNothing = word === 'order close long' && !isLongOpen;
    isLongOpen = word === 'order open long';
    return isNothing ? 'nothing-to-close' : 'placed';
  });
}

describe('three alarms of one second', () => {
  it.each(PERMUTATIONS.map((words, index) => [words.join(', '), words, index] as const))(
    'take effect as they arrived: %s',
    async (_shown, words, index) => {
      const name = `arrival-${String(index)}`;
      const side = strategySide('0.001');
      await paper.createStrategy({ alarmName: name, long: side, short: side });
      const at = new Date().toISOString();
      const ids: string[] = [];
      for (const word of words) {
        const body = alarmBody({ Strategy: name, Order: word, Time_Alert: at });
        ids.push((await paper.send(body)).id);
      }
      const reasons = await waitUntil('all three to be decided', async () => {
        const pages = await Promise.all(ids.map((id) => paper.get(`/alarms/${id}`)));
        return pages.every(({ decisions }) => decisions.length > 0)
          ? pages.map(({ decisions }) => decisions[0].reason)
          : null;
      });
      expect(reasons).toEqual(modelOf(words));
    },
  );
});

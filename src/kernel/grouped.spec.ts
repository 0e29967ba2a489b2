import { grouped } from '@/kernel/grouped';

describe(grouped.name, () => {
  it('keeps groups and items in the order in which they come', () => {
    const words = ['bee', 'ant', 'bear', 'cat', 'ape'];
    expect([...grouped(words, (word) => word[0])]).toEqual([
      ['b', ['bee', 'bear']],
      ['a', ['ant', 'ape']],
      ['c', ['cat']],
    ]);
  });

  it('makes no group of nothing', () => {
    expect(grouped([], String).size).toBe(0);
  });
});

import { present } from '@/kernel/present';

describe(present.name, () => {
  it('leaves out what is undefined, and nothing else', () => {
    const fields = { a: undefined, b: null, c: '', d: 0, e: false };
    expect(Object.keys(present(fields))).toEqual(['b', 'c', 'd', 'e']);
    expect(fields).toHaveProperty('a');
  });
});

import { nestingOf } from '@/platform/http/json-body.middleware';

const depth = (text: string): number => nestingOf(Buffer.from(text));

describe('nestingOf', () => {
  it('counts lists and objects, and not what stands in texts', () => {
    expect(depth('')).toBe(0);
    expect(depth('{"a":[{"b":1}],"c":[[]]}')).toBe(3);
    expect(depth('{"a":"[[[[\\"[[[["}')).toBe(1);
    expect(depth('"\\\\"[')).toBe(1);
    expect(depth('[][][]')).toBe(1);
    expect(depth('['.repeat(10_000))).toBe(10_000);
  });
});

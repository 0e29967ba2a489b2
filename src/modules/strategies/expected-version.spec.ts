import { etagOf, expectedVersion } from '@/modules/strategies/expected-version';
import { VersionUnreadableError } from '@/modules/strategies/strategies.errors';

describe(expectedVersion.name, () => {
  it.each([
    [undefined, undefined, null],
    [undefined, 3, 3],
    ['*', undefined, null],
    ['*', 3, 3],
    ['"3"', undefined, 3],
    ['W/"3"', undefined, 3],
    ['3', 3, 3],
    [etagOf(12), undefined, 12],
  ])('reads If-Match %s with version %s as %s', (header, field, expected) => {
    expect(expectedVersion(header, field)).toBe(expected);
  });

  it.each([
    ['"abc"', undefined],
    ['', undefined],
    ['"1", "2"', undefined],
    ['"3"', 4],
  ])('refuses If-Match %s with version %s', (header, field) => {
    expect(() => expectedVersion(header, field)).toThrow(VersionUnreadableError);
  });
});

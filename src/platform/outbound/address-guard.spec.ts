import { isPrivateAddress, publicOnlyLookup } from '@/platform/outbound/address-guard';

describe(isPrivateAddress.name, () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
  ])('%s is', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(['1.1.1.1', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1', 'example.org'])(
    '%s is not',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  );
});

describe(publicOnlyLookup.name, () => {
  const resolveTo = (...addresses: string[]) =>
    ((_name: string, _options: unknown, done: (...result: unknown[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as never;
  const look = (name: string, ...addresses: string[]): unknown[] => {
    const results: unknown[] = [];
    publicOnlyLookup(resolveTo(...addresses))(name, {}, (error, address) =>
      results.push(error?.code ?? address),
    );
    return results;
  };

  it('keeps the public addresses of a name, and refuses one that has none', () => {
    expect(look('a.example', '10.0.0.1', '1.1.1.1')).toEqual(['1.1.1.1']);
    expect(look('b.example', '10.0.0.1', '::1')).toEqual(['EPRIVATE']);
    expect(look('localhost', '127.0.0.1')).toEqual(['127.0.0.1']);
  });
});

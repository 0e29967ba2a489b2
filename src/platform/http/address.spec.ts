import { normalAddress, readAddressRange } from '@/platform/http/address';

describe(normalAddress.name, () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::1', '::1'],
    ['::ffff:52.89.214.238', '52.89.214.238'],
    ['::FFFF:7f00:1', '127.0.0.1'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['010.0.0.1', null],
    ['10.0.0.1 ', null],
    ['10.0.0.1:80', null],
    ['0x7f000001', null],
    ['2130706433', null],
    ['localhost', null],
    ['', null],
  ])('reads %j as %j', (text, normal) => {
    expect(normalAddress(text)).toBe(normal);
  });
});

describe(readAddressRange.name, () => {
  it.each([
    ['10.0.0.0/8', { address: '10.0.0.0', prefix: 8, family: 'ipv4' }],
    ['10.0.0.1', { address: '10.0.0.1', prefix: 32, family: 'ipv4' }],
    ['::1', { address: '::1', prefix: 128, family: 'ipv6' }],
    ['2001:db8::/32', { address: '2001:db8::', prefix: 32, family: 'ipv6' }],
    ['::ffff:10.0.0.0/104', { address: '10.0.0.0', prefix: 8, family: 'ipv4' }],
    ['::ffff:10.0.0.0/64', null],
    ['10.0.0.0/33', null],
    ['10.0.0.0/', null],
    ['10.0.0.0/8/8', null],
    ['::/129', null],
    ['10.0.0.*', null],
    ['example.com', null],
  ])('reads %j', (text, range) => {
    expect(readAddressRange(text)).toEqual(range);
  });
});

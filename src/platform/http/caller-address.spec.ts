import fc from 'fast-check';
import { clientAddress } from '@/platform/http/caller-address';

const PROXIES = ['10.0.0.1', '10.0.0.2', '127.0.0.1'];
const isTrusted = (address: string): boolean => PROXIES.includes(address);

describe(clientAddress.name, () => {
  it.each([
    ['a header from a stranger', '203.0.113.9', '127.0.0.1', '203.0.113.9'],
    ['a list from a stranger', '203.0.113.9', '52.89.214.238, 10.0.0.1', '203.0.113.9'],
    ['no header', '203.0.113.9', undefined, '203.0.113.9'],
    ['a mapped socket', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['no socket', undefined, '127.0.0.1', null],
    ['a proxy without a header', '10.0.0.1', undefined, '10.0.0.1'],
    ['a proxy with an empty header', '10.0.0.1', ' ', '10.0.0.1'],
    ['one hop', '10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['a mapped proxy', '::ffff:10.0.0.1', '198.51.100.7', '198.51.100.7'],
    ['two proxies', '10.0.0.1', '198.51.100.7, 10.0.0.2', '198.51.100.7'],
    ['an entry that the caller wrote', '10.0.0.1', '127.0.0.1, 198.51.100.7', '198.51.100.7'],
    [
      'allowed addresses that the caller wrote',
      '10.0.0.1',
      '52.89.214.238,198.51.100.7, 10.0.0.2',
      '198.51.100.7',
    ],
    ['a port', '10.0.0.1', '198.51.100.7:51234', '198.51.100.7'],
    ['IPv6 with a port', '10.0.0.1', '[2001:DB8::7]:51234', '2001:db8::7'],
    ['IPv6 in brackets', '10.0.0.1', '[2001:db8::7]', '2001:db8::7'],
    ['a mapped entry', '10.0.0.1', '::ffff:198.51.100.7', '198.51.100.7'],
    ['proxies only', '10.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
    ['garbage', '10.0.0.1', 'unknown', null],
    ['garbage nearest to us', '10.0.0.1', '198.51.100.7, _hidden', null],
    ['garbage further away', '10.0.0.1', '<script>, 198.51.100.7', '198.51.100.7'],
    ['an empty entry', '10.0.0.1', '198.51.100.7,', null],
    ['octal digits', '10.0.0.1', '0127.0.0.1', null],
    ['more hops than there are', '10.0.0.1', Array(31).fill('10.0.0.2').join(','), null],
  ])('%s', (_name, socket, header, address) => {
    expect(clientAddress(socket, header, isTrusted)).toBe(address);
  });

  it('joins a repeated header', () => {
    expect(clientAddress('10.0.0.1', ['127.0.0.1', '198.51.100.7'], isTrusted)).toBe(
      '198.51.100.7',
    );
  });

  it('never lets a caller choose: whatever stands left of the first untrusted hop changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.ipV4(), (forged, real) => {
        fc.pre(!isTrusted(real) && forged.split(',').length < 25);
        return clientAddress('10.0.0.1', `${forged},${real}, 10.0.0.2`, isTrusted) === real;
      }),
    );
  });

  it('never throws and never believes a stranger', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (header) => clientAddress('203.0.113.9', header, isTrusted) === '203.0.113.9',
      ),
    );
    fc.assert(
      fc.property(fc.string(), (header) => {
        clientAddress('10.0.0.1', header, isTrusted);
      }),
    );
  });
});

import fc from 'fast-check';
import { scanBody } from './body-scan';
import { isJsonText, redactBody, REMOVED, secretsAt, secretSpans } from './secrets';

const shown = (text: string): readonly string[] =>
  secretsAt(text, secretSpans(text, scanBody(text), isJsonText(text)));

// Text that cannot turn up anywhere else by chance.
const secretText = fc.string({
  minLength: 8,
  maxLength: 40,
  unit: fc.constantFrom('Q', 'X', 'Z', '7', '!', '$', '-', '_', '.', '~'),
});
const secretName = fc.constantFrom(
  'secret',
  'Secret',
  'PASSPHRASE',
  'Pass_Phrase',
  'pass phrase',
  'token',
  'To ken',
  'se_cret',
);
const space = fc.constantFrom('', ' ', '\n  ', '\t');

describe('redactBody', () => {
  it('removes the value of every secret member of JSON at any depth and changes nothing else', () => {
    const wrap = fc.constantFrom(
      (text: string) => text,
      (text: string) => `{"general":${text},"z":1}`,
      (text: string) => `[1,${text}]`,
    );
    fc.assert(
      fc.property(secretText, secretName, space, wrap, (secret, name, gap, around) => {
        const body = (value: string) =>
          around(`{"Ticker":"BTC","${name}"${gap}:${gap}"${value}","note":"token: kept"}`);
        expect(redactBody(body(secret))).toBe(body(REMOVED));
        expect(shown(body(secret))).toEqual([secret]);
      }),
    );
  });

  it('removes secrets from broken bodies', () => {
    const broken = fc.constantFrom(
      (name: string, value: string) => `{"${name}": "${value}", "Order": long}`,
      (name: string, value: string) => `"${name}": "${value}",\n "msg": "Long "`,
      (name: string, value: string) => `{'${name}': '${value}', 'a': 1}`,
      (name: string, value: string) => `{“${name}”: “${value}”}`,
      (name: string, value: string) => `{"a" "b", "${name}":"${value}"`,
      (name: string, value: string) => `${name}=${value}\nSYMBOL=BTC`,
      (name: string, value: string) => `{"msg": "unclosed, "${name}": "${value}"}`,
      (name: string, value: string) => `{"${name}": "${value}`,
    );
    fc.assert(
      fc.property(
        secretText,
        fc.constantFrom('secret', 'Passphrase', 'TOKEN', 'pass_phrase'),
        broken,
        (secret, name, make) => {
          expect(redactBody(make(name, secret))).not.toContain(secret);
          expect(shown(make(name, secret))).toContain(secret);
        },
      ),
    );
  });

  it('removes a known secret wherever it stands, escaped too', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 16 }), fc.string(), (secret, rest) => {
        const written = JSON.stringify({ note: `${rest}${secret}` });
        expect(redactBody(written, [secret])).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
    );
  });

  it('leaves text without secrets as it is and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (!/secret|phrase|token/i.test(text)) expect(redactBody(text)).toBe(text);
      }),
    );
    expect(redactBody('{"mysecret":"a","tokens":"b","secret":"","token":null}')).toBe(
      '{"mysecret":"a","tokens":"b","secret":"","token":null}',
    );
    expect(redactBody('{"secret":{"a":[1]},"token":12345,"b":1}')).toBe(
      `{"secret":"${REMOVED}","token":"${REMOVED}","b":1}`,
    );
  });

  it('takes time that grows with the length only', () => {
    const hostile = [
      '{"secret":['.repeat(14_000),
      '['.repeat(150_000),
      '"secret":'.repeat(16_000),
      'token='.repeat(25_000),
      'secret '.repeat(22_000),
      '\\"'.repeat(70_000),
      '/*'.repeat(70_000),
      '“'.repeat(50_000),
    ];
    for (const text of hostile) {
      const startedAt = performance.now();
      redactBody(text);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
  });
});

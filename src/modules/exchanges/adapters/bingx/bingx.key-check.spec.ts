import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvelope } from './bingx.envelope';
import { isJsonObject, type JsonObject } from './bingx.json';
import { rightsOf } from './bingx.key-check';

const FIXTURES = join(__dirname, '../../../../../../shared/fixtures/bingx');

function answer(text: string): JsonObject {
  const envelope = readEnvelope(text, 'flat');
  if (envelope.kind !== 'success' || !isJsonObject(envelope.data)) throw new Error(envelope.kind);
  return envelope.data;
}
const of = (value: unknown): JsonObject => answer(JSON.stringify(value));

describe(rightsOf.name, () => {
  it('grants what either answer grants', () => {
    expect(
      rightsOf(of({ enableFutures: true, ipRestrict: false }), of({ permissions: [2, 4, 99] })),
    ).toEqual({
      permissions: ['futures', 'read', 'transfer'],
      mayWithdraw: false,
      ipRestricted: false,
    });
  });

  it('takes the right to withdraw from the flag or from the list, and does not guess it away', () => {
    expect(rightsOf(of({ enableWithdrawals: true }), of({ permissions: [2] })).mayWithdraw).toBe(
      true,
    );
    expect(rightsOf(of({ enableWithdrawals: false }), of({ permissions: [5] })).mayWithdraw).toBe(
      true,
    );
    expect(rightsOf(of({ enableWithdrawals: 'true' }), {}).permissions).toEqual(['withdraw']);
    expect(rightsOf(of({ enableWithdrawals: false }), {}).mayWithdraw).toBe(false);
    expect(rightsOf(of({ enableReading: true }), {}).mayWithdraw).toBeNull();
  });

  it('knows an address list by its flag, else by its entries', () => {
    expect(rightsOf({}, of({ ipAddresses: ['192.0.2.1'] })).ipRestricted).toBe(true);
    expect(rightsOf({}, of({ ipAddresses: [] })).ipRestricted).toBe(false);
    expect(rightsOf(of({ ipRestrict: true }), of({ ipAddresses: [] })).ipRestricted).toBe(true);
    expect(rightsOf({}, {}).ipRestricted).toBeNull();
  });

  it('reads the captured answers', () => {
    if (!existsSync(FIXTURES)) {
      process.stdout.write('skipped: no fixtures beside this checkout\n');
      return;
    }
    const read = (name: string) => answer(readFileSync(join(FIXTURES, name), 'utf8'));
    const flags = read('account.get-v1-account-apiRestrictions.live.json');
    const list = read('account.get-v1-account-apiPermissions.json');
    expect(rightsOf(flags, {})).toEqual({
      permissions: ['futures', 'read'],
      mayWithdraw: null,
      ipRestricted: true,
    });
    expect(rightsOf(flags, list)).toEqual({
      permissions: ['futures', 'read', 'spot'],
      mayWithdraw: false,
      ipRestricted: true,
    });
  });
});

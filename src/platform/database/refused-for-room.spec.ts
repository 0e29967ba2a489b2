import { isOutOfRoom, noteRefusal, wasRefusedForRoom } from '@/platform/database/refused-for-room';

const refusal = (code: string, sqlMessage = ''): Error =>
  Object.assign(new Error(sqlMessage), { code, sqlMessage });
const FULL = refusal('ER_RECORD_FILE_FULL', "The table 'alarm' is full");

describe(isOutOfRoom.name, () => {
  it.each([
    ['a tablespace that cannot grow', FULL, true],
    ['a disk that is full', refusal('ER_DISK_FULL'), true],
    [
      'an engine that names the system error',
      refusal('ER_GET_ERRNO', 'Got error 28 "No space left on device" from storage engine Aria'),
      true,
    ],
    [
      'an engine with another error',
      refusal('ER_GET_ERRNO', 'Got error 280 from storage engine'),
      false,
    ],
    ['a deadlock', refusal('ER_LOCK_DEADLOCK'), false],
    ['nothing', null, false],
  ])('%s: %p is %p', (_what, error, expected) => {
    expect(isOutOfRoom(error)).toBe(expected);
  });
});

describe(wasRefusedForRoom.name, () => {
  it('tells of a refusal for a quarter of a minute, of this pool only, and of no other error', () => {
    const [pool, other] = [{}, {}];
    noteRefusal(pool, refusal('ER_DUP_ENTRY'), 500);
    expect(wasRefusedForRoom(pool, 600)).toBe(false);
    noteRefusal(pool, FULL, 1_000);
    expect(wasRefusedForRoom(pool, 15_999)).toBe(true);
    expect(wasRefusedForRoom(pool, 16_000)).toBe(false);
    expect(wasRefusedForRoom(other, 1_001)).toBe(false);
  });
});

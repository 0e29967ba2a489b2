import { REDACTED, redactedBody } from '@/modules/journal/redaction';

describe(redactedBody.name, () => {
  it('keeps a body without secrets as it is', () => {
    const body = { alarmName: 'a long name of a strategy', sides: [{ quantity: '0.1' }] };
    expect(redactedBody(body)).toEqual(body);
  });

  it('keeps only short words of a body that carries a secret, since it may stand there twice', () => {
    const secret = 'a-secret-of-some-length';
    expect(
      redactedBody({ name: 'main', secretKey: secret, surprise: secret, more: [secret, 'ok', 1] }),
    ).toEqual({ name: 'main', secretKey: REDACTED, surprise: REDACTED, more: [REDACTED, 'ok', 1] });
  });
});

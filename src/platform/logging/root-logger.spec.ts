import { rootLogger } from '@/platform/logging/root-logger';
import { LogSettings } from '@/platform/settings/log.settings';

function linesOf(write: (logger: ReturnType<typeof rootLogger>) => void): string {
  const lines: string[] = [];
  write(rootLogger(new LogSettings(), { write: (line) => lines.push(line) }));
  return lines.join('');
}

describe(rootLogger.name, () => {
  it.each([
    { secret: 'canary' },
    { headers: { authorization: 'canary' } },
    { call: { headers: { 'X-BX-APIKEY': 'canary' } } },
    { venue: { account: { secretKey: 'canary' } } },
    { body: { anything: 'canary' } },
    { query: 'canary' },
    { signature: 'canary' },
  ])('writes no secret of %j', (fields) => {
    const line = linesOf((logger) => {
      logger.info(fields, 'message');
    });
    expect(line).toContain('[redacted]');
    expect(line).not.toContain('canary');
  });

  it('writes errors without the requests and parameters that they carry', () => {
    const err = Object.assign(new Error('outer'), {
      config: { headers: { 'X-BX-APIKEY': 'canary' } },
      parameters: ['canary'],
    });
    const line = linesOf((logger) => {
      logger.error({ err }, 'message');
    });
    expect(line).toContain('outer');
    expect(line).not.toContain('canary');
  });

  it('keeps one line per message, whatever the text', () => {
    const line = linesOf((logger) => {
      logger.info({ ticker: 'a\n{"level":"error"}' }, 'message');
    });
    expect(line.trimEnd().split('\n')).toHaveLength(1);
  });
});

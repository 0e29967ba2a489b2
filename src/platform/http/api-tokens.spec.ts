import { inspect } from 'node:util';
import { ApiTokens, basicPassword, bearerToken, opens } from '@/platform/http/api-tokens';
import { ScopeMissingError, TokenRequiredError } from '@/platform/http/http.errors';
import { defaultScope, demandScope } from '@/platform/http/token.guard';
import { SecuritySettings } from '@/platform/settings/security.settings';

const tokensOf = (...API_TOKENS: string[]): ApiTokens =>
  new ApiTokens(Object.assign(new SecuritySettings(), { API_TOKENS }));

describe(ApiTokens.name, () => {
  const tokens = tokensOf(
    'reader-0123456789:read',
    'trader-0123456789:read+trade',
    'owner-00123456789:admin',
  );

  it('gives each token its own scopes', () => {
    expect([...(tokens.find('reader-0123456789')?.scopes ?? [])]).toEqual(['read']);
    expect([...(tokens.find('trader-0123456789')?.scopes ?? [])]).toEqual(['read', 'trade']);
  });

  it.each([
    '',
    'reader-012345678',
    'reader-01234567890',
    'READER-0123456789',
    'reader-0123456789:read',
  ])('does not know %j', (token) => {
    expect(tokens.find(token)).toBeNull();
  });

  it('names a token as its owner does, else by its hash', () => {
    const named = tokensOf('maria=reader-0123456789:read', 'trader-0123456789:trade');
    expect(named.find('reader-0123456789')?.name).toBe('maria');
    expect([...(named.find('reader-0123456789')?.scopes ?? [])]).toEqual(['read']);
    expect(named.find('maria=reader-0123456789')).toBeNull();
    expect(named.find('trader-0123456789')?.name).toMatch(/^token-[0-9a-f]{8}$/);
  });

  it('keeps no token', () => {
    expect(inspect(tokens, { depth: 10 })).not.toContain('0123456789');
  });

  it('is not in use without tokens', () => {
    expect(tokensOf().areRequired).toBe(false);
    expect(tokens.areRequired).toBe(true);
  });
});

describe('scopes', () => {
  it('admin opens everything, the others themselves', () => {
    expect(opens(new Set(['admin']), 'trade')).toBe(true);
    expect(opens(new Set(['read']), 'trade')).toBe(false);
    expect(opens(new Set(['trade']), 'read')).toBe(false);
  });

  it('a handler that names none needs read to look and admin to change', () => {
    expect(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'].map(defaultScope)).toEqual([
      'read',
      'read',
      'admin',
      'admin',
      'admin',
    ]);
  });

  it('a missing and a wrong token are told the same', () => {
    const tokens = tokensOf('reader-0123456789:read');
    const messageOf = (token: string | null): string => {
      try {
        demandScope(tokens, token, 'trade');
      } catch (error) {
        if (error instanceof TokenRequiredError || error instanceof ScopeMissingError)
          return error.message;
      }
      return '';
    };
    expect(messageOf(null)).toBe(messageOf('nobody-0123456789'));
    expect(messageOf('reader-0123456789')).toContain("no scope 'trade'");
  });
});

describe('Authorization', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer  abc ', 'abc'],
    ['Bearer', null],
    ['Bearer a b', null],
    ['Basic abc', null],
    [undefined, null],
  ])('%j holds the bearer token %j', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });

  it('Basic holds it as the password, colons included', () => {
    const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(basicPassword(basic('anyone:the-token'))).toBe('the-token');
    expect(basicPassword(basic(':a:b'))).toBe('a:b');
    expect(basicPassword(basic('no colon'))).toBeNull();
    expect(basicPassword('Bearer abc')).toBeNull();
  });
});

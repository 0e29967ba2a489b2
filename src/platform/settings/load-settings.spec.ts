import { InvalidSettingsError } from '@/platform/settings/invalid-settings.error';
import { loadSettings, type Environment } from '@/platform/settings/load-settings';

const DB = { DB_URL: 'mysql://root:pw@127.0.0.1:3306/strateger' } as const;
const LIVE = {
  ...DB,
  TRADING_MODE: 'live',
  WEBHOOK_SECRET: 'a-long-webhook-secret',
  API_TOKENS: 'abcdefghijklmnop:admin',
  BINGX_API_KEY: 'key',
  BINGX_SECRET_KEY: 'secret',
} as const;

/** Name → rule of everything that is wrong. */
function problemsOf(env: Environment, readFile?: (path: string) => string): Record<string, string> {
  try {
    loadSettings(env, readFile);
  } catch (error) {
    if (error instanceof InvalidSettingsError) {
      return Object.fromEntries(error.problems.map(({ name, rule }) => [name, rule]));
    }
    throw error;
  }
  return {};
}

describe(loadSettings.name, () => {
  it('pins the defaults', () => {
    const settings = loadSettings(DB);
    expect(settings).toMatchObject({
      http: {
        PORT: 8000,
        HOST: '127.0.0.1',
        ROLE: 'all',
        ALLOWED_IPS: ['127.0.0.0/8', '::1'],
        BLOCKED_IPS: [],
        WEBHOOK_ALLOWED_IPS: [
          '52.89.214.238',
          '34.212.75.30',
          '54.218.53.128',
          '52.32.178.7',
          '127.0.0.0/8',
          '::1',
        ],
        PROBE_ALLOWED_IPS: ['127.0.0.0/8', '::1', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
        TRUSTED_PROXIES: [],
      },
      security: { WEBHOOK_SECRET: '', API_TOKENS: [] },
      database: { DB_POOL_SIZE: 10, DB_CONNECT_TIMEOUT_MS: 5000 },
      trading: {
        TRADING_MODE: 'paper',
        ALARM_TIME_ZONE: 'UTC',
        ALARM_MAX_AGE: 60,
        ALARM_CLOSE_MAX_AGE: 600,
        RISK_MAX_ORDERS_PER_MINUTE: 0,
        RISK_MAX_ORDERS_PER_DAY: 0,
        RISK_MAX_ORDER_NOTIONAL: '',
        RISK_MAX_OPEN_POSITIONS: 0,
        PAPER_FEE_PERCENT: '0.05',
        PAPER_SLIPPAGE_PERCENT: '0',
        PAPER_START_BALANCE: '10000',
      },
      bingx: {
        BINGX_API_URL: 'https://open-api.bingx.com',
        BINGX_API_KEY: '',
        BINGX_SECRET_KEY: '',
        BINGX_TIMEOUT_MS: 5000,
      },
      credentials: { CREDENTIALS_KEY: [] },
      log: { LOG_LEVEL: 'info' },
    });
  });

  it('derives a schema per connection, and lets a URL of its own win', () => {
    const { database } = loadSettings({ ...DB, DB_ORDERS_URL: 'mysql://u:p@other:3307/my_orders' });
    expect(database.urlOf('alarms')).toBe('mysql://root:pw@127.0.0.1:3306/strateger_alarms');
    expect(database.urlOf('orders')).toBe('mysql://u:p@other:3307/my_orders');
  });

  it('reads lists and whole numbers', () => {
    const { http } = loadSettings({ ...DB, ALLOWED_IPS: ' 10.0.0.0/8 , ::1,', PORT: '0' });
    expect(http.ALLOWED_IPS).toEqual(['10.0.0.0/8', '::1']);
    expect(http.PORT).toBe(0);
  });

  it.each(['', '8e3', '80.5', '-1', '0x10', 'eighty', '99999'])('refuses the port %j', (PORT) => {
    expect(Object.keys(problemsOf({ ...DB, PORT }))).toEqual(['PORT']);
  });

  it('lists everything that is wrong at once, by name and rule and never by value', () => {
    const secrets = ['hunter2-hunter2', 'topsecretkey'] as const;
    const env = {
      PORT: 'hunter2-hunter2',
      ROLE: 'hunter2-hunter2',
      ALLOWED_IPS: '10.0.0.0/8,hunter2-hunter2',
      API_TOKENS: 'topsecretkey:read,abcdefghijklmnop:hunter2-hunter2',
      DB_ALARMS_URL: 'postgres://u:hunter2-hunter2@h/x',
      ALARM_TIME_ZONE: 'hunter2-hunter2',
      RISK_MAX_ORDER_NOTIONAL: 'hunter2-hunter2',
      BINGX_API_URL: 'ftp://hunter2-hunter2',
      LOG_LEVEL: 'hunter2-hunter2',
      HOST: '',
    };
    const problems = problemsOf(env);
    expect(Object.keys(problems).sort()).toEqual([...Object.keys(env), 'DB_URL'].sort());
    expect(problems['ALLOWED_IPS']).toContain('entry 2');
    expect(problems['API_TOKENS']).toContain('entries 1, 2');
    expect(problems['DB_URL']).toContain('DB_STRATEGIES_URL');
    for (const secret of secrets)
      expect(JSON.stringify(Object.values(problems))).not.toContain(secret);
  });

  it.each(['ALLOWED_IPS', 'WEBHOOK_ALLOWED_IPS', 'PROBE_ALLOWED_IPS'])(
    'refuses an empty %s',
    (name) => {
      expect(Object.keys(problemsOf({ ...DB, [name]: '' }))).toEqual([name]);
    },
  );

  it('refuses variables that are nearly settings, and says which was meant', () => {
    const problems = problemsOf({
      ...DB,
      DB_ALARM_URL: 'x',
      BINGX_KEY: 'x',
      RISK_X: '1',
      API_TOKEN: 'x',
      HOME: '/root',
    });
    expect(problems).toEqual({
      DB_ALARM_URL: 'is not a setting; did you mean DB_ALARMS_URL?',
      BINGX_KEY: expect.stringContaining('is not a setting'),
      RISK_X: 'is not a setting',
      API_TOKEN: 'is not a setting; did you mean API_TOKENS?',
    });
  });

  it('takes no offence at what Kubernetes adds for a service called db', () => {
    const env = {
      ...DB,
      DB_SERVICE_HOST: '10.0.0.9',
      DB_PORT: 'tcp://10.0.0.9:3306',
      DB_PORT_3306_TCP_ADDR: '10.0.0.9',
    };
    expect(problemsOf(env)).toEqual({});
  });
});

describe('secrets in files', () => {
  const files: Readonly<Record<string, string>> = {
    '/run/secret': 'a-long-webhook-secret\n',
    '/run/empty': '\n',
  };
  const readFile = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  };

  it('reads them without the line end', () => {
    expect(
      loadSettings({ ...DB, WEBHOOK_SECRET_FILE: '/run/secret' }, readFile).security.WEBHOOK_SECRET,
    ).toBe('a-long-webhook-secret');
  });

  it('refuses both forms at once, a missing and an empty file', () => {
    const both = {
      ...DB,
      WEBHOOK_SECRET: 'another-long-secret',
      WEBHOOK_SECRET_FILE: '/run/secret',
    };
    expect(problemsOf(both, readFile)).toEqual({
      WEBHOOK_SECRET: expect.stringContaining('set twice'),
    });
    expect(problemsOf({ ...DB, API_TOKENS_FILE: '/nowhere' }, readFile)).toEqual({
      API_TOKENS: expect.stringContaining('cannot be read'),
    });
    expect(problemsOf({ ...DB, BINGX_API_KEY_FILE: '/run/empty' }, readFile)).toEqual({
      BINGX_API_KEY: expect.stringContaining('empty'),
    });
  });

  it('knows no file form of what is no secret', () => {
    expect(Object.keys(problemsOf({ ...DB, ALLOWED_IPS_FILE: '/run/secret' }, readFile))).toEqual([
      'ALLOWED_IPS_FILE',
    ]);
  });
});

describe('settings that contradict each other', () => {
  it('accepts a complete live configuration', () => {
    expect(problemsOf(LIVE)).toEqual({});
    expect(problemsOf({ ...LIVE, BINGX_API_URL: 'https://open-api-vst.bingx.com' })).toEqual({});
    expect(problemsOf({ ...LIVE, BINGX_API_URL: 'http://127.0.0.1:9000' })).toEqual({});
  });

  it('are listed beside the settings that are wrong by themselves, each name once', () => {
    const broken = {
      ALLOWED_IPS: '127.0.0.0/8,10.0.0.0/8',
      DB_URL: 'nonsense',
      PORT: 'eighty',
      TRADING_MODE: 'live',
      BINGX_SECRET_KEY: 'x',
      BINGX_API_URL: 'no url',
    };
    expect(Object.keys(problemsOf(broken)).sort()).toEqual([
      'API_TOKENS',
      'BINGX_API_KEY',
      'BINGX_API_URL',
      'DB_URL',
      'PORT',
      'WEBHOOK_SECRET',
    ]);
    expect(problemsOf(broken)['BINGX_API_URL']).not.toContain('keys are sent to no other host');
  });

  it('refuses a channel of notifications that is half set up or points inside', () => {
    const keys = (env: Record<string, string>): readonly string[] =>
      Object.keys(problemsOf({ ...DB, ...env })).sort();
    expect(keys({ NOTIFY_WEBHOOK_URL: 'https://a.example/x' })).toEqual(['NOTIFY_WEBHOOK_SECRET']);
    expect(keys({ NOTIFY_TELEGRAM_BOT_TOKEN: '123456:abcdefgh' })).toEqual([
      'NOTIFY_TELEGRAM_CHAT_ID',
    ]);
    expect(keys({ NOTIFY_SMTP_URL: 'smtps://a.example' })).toEqual([
      'NOTIFY_EMAIL_FROM',
      'NOTIFY_EMAIL_TO',
    ]);
    for (const url of [
      'http://a.example/',
      'https://10.0.0.1/',
      'https://0x0a000001/',
      'https://[fd00::1]/',
      'https://169.254.169.254/latest',
      'https://me:secret@a.example/',
      'file:///etc/passwd',
    ]) {
      expect([url, keys({ NOTIFY_DISCORD_WEBHOOK_URL: url })]).toEqual([
        url,
        ['NOTIFY_DISCORD_WEBHOOK_URL'],
      ]);
    }
    expect(keys({ NOTIFY_DISCORD_WEBHOOK_URL: 'http://127.0.0.1:9/' })).toEqual([]);
    const inside = { NOTIFY_DISCORD_WEBHOOK_URL: 'https://10.0.0.1/' };
    expect(keys({ ...inside, NOTIFY_ALLOW_PRIVATE_ADDRESSES: 'yes' })).toEqual([]);
    expect(keys({ NOTIFY_WEBHOK_URL: 'x' })).toEqual(['NOTIFY_WEBHOK_URL']);
  });

  it('asks for every secret in live mode', () => {
    const open = { ...DB, TRADING_MODE: 'live', ALLOWED_IPS: '127.0.0.0/8,10.0.0.0/8' };
    expect(Object.keys(problemsOf(open))).toEqual([
      'WEBHOOK_SECRET',
      'API_TOKENS',
      'BINGX_API_KEY',
    ]);
  });

  it('needs no API token in live mode while only this machine can call', () => {
    const { API_TOKENS: _tokens, ...without } = LIVE;
    expect(problemsOf(without)).toEqual({});
    for (const more of ['10.0.0.1', '0.0.0.0/0', '127.0.0.0/4', '::/0']) {
      const problems = problemsOf({ ...without, ALLOWED_IPS: `127.0.0.1,::1,${more}` });
      expect(Object.keys(problems)).toEqual(['API_TOKENS']);
    }
    const proxied = problemsOf({ ...without, TRUSTED_PROXIES: '127.0.0.1' });
    expect(Object.keys(proxied)).toEqual(['API_TOKENS']);
  });

  it('takes an API token without scopes, and refuses scopes that do not exist', () => {
    expect(problemsOf({ ...DB, API_TOKENS: 'abcdefghijklmnop' })).toEqual({});
    expect(Object.keys(problemsOf({ ...DB, API_TOKENS: 'abcdefghijklmnop:' }))).toEqual([
      'API_TOKENS',
    ]);
  });

  it('takes a short webhook secret for paper, never for real money', () => {
    expect(problemsOf({ ...DB, WEBHOOK_SECRET: 'short' })).toEqual({});
    expect(Object.keys(problemsOf({ ...LIVE, WEBHOOK_SECRET: 'short' }))).toEqual([
      'WEBHOOK_SECRET',
    ]);
  });

  it('asks for the other half of a key pair', () => {
    expect(Object.keys(problemsOf({ ...DB, BINGX_API_KEY: 'x' }))).toEqual(['BINGX_SECRET_KEY']);
    expect(Object.keys(problemsOf({ ...DB, BINGX_SECRET_KEY: 'x' }))).toEqual(['BINGX_API_KEY']);
  });

  it.each([
    'https://open-api.bingx.com.evil.example',
    'http://open-api.bingx.com',
    'https://open-api.bingx.com:8443',
    'https://example.com',
    'https://127.evil.example',
  ])('sends keys to no such place as %s', (BINGX_API_URL) => {
    expect(Object.keys(problemsOf({ ...LIVE, BINGX_API_URL }))).toEqual(['BINGX_API_URL']);
  });
});

describe('master keys', () => {
  const KEY = 'b9'.repeat(32);

  it('may be several, from a file too', () => {
    const readFile = (): string => `new:${KEY} , old:${'a1'.repeat(32)}\n`;
    const { credentials } = loadSettings({ ...DB, CREDENTIALS_KEY_FILE: '/run/keys' }, readFile);
    expect(credentials.CREDENTIALS_KEY).toEqual([`new:${KEY}`, `old:${'a1'.repeat(32)}`]);
  });

  it('are refused by position, never shown', () => {
    const problems = problemsOf({ ...DB, CREDENTIALS_KEY: `a:${KEY},b:hunter2-hunter2` });
    expect(problems['CREDENTIALS_KEY']).toContain('entry 2');
    expect(problems['CREDENTIALS_KEY']).not.toContain('hunter2');
    expect(problemsOf({ ...DB, CREDENTIALS_KEY: `a:${KEY},a:${'a1'.repeat(32)}` })).toEqual({
      CREDENTIALS_KEY: 'names one key twice',
    });
    expect(Object.keys(problemsOf({ ...DB, CREDENTIAL_KEY: KEY }))).toEqual(['CREDENTIAL_KEY']);
    expect(problemsOf({ ...DB, CREDENTIALS_DIRECTORY: '/run/credentials/x' })).toEqual({});
    expect(Object.keys(problemsOf({ ...DB, CREDENTIALS_KEYS: KEY }))).toEqual(['CREDENTIALS_KEYS']);
  });

  it('stand in for the key of the settings in live mode', () => {
    const { BINGX_API_KEY: _key, BINGX_SECRET_KEY: _secret, ...without } = LIVE;
    expect(Object.keys(problemsOf(without))).toEqual(['BINGX_API_KEY']);
    expect(problemsOf({ ...without, CREDENTIALS_KEY: KEY })).toEqual({});
  });
});

describe('the result', () => {
  it('is frozen, lists included', () => {
    const settings = loadSettings(DB);
    expect(Object.isFrozen(settings)).toBe(true);
    expect(Object.isFrozen(settings.http)).toBe(true);
    expect(Object.isFrozen(settings.http.ALLOWED_IPS)).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError } from '../../src/config/config-error.js';
import { loadConfig, type Environment } from '../../src/config/config.js';

const AUTH_TOKEN = 'f0e1d2c3b4a5968778695a4b3c2d1e0f';
const TOKEN = 'ntn_0123456789abcdef';
const CLIENT_ID = '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0';
const KEY = Buffer.alloc(32, 7).toString('base64');
/** A folder without a store, so that nothing depends on who runs the tests. */
const NOWHERE = '/nonexistent/notion-rest-mcp';
const OAUTH = {
  NOTION_CLIENT_ID: CLIENT_ID,
  NOTION_CLIENT_SECRET: 'secret_of_the_client',
  DATA_FOLDER: NOWHERE,
};

const TOOLS = {
  toolsets: ['read'],
  tools: undefined,
  excludeTools: undefined,
  readOnly: true,
  extraRequests: 40,
};

const LIMITS = { requestsPerMinute: 180, watchdogSeconds: 20, callLimits: { perSpace: 100, overall: 1000 } };

function problem(argv: string[], environment: Environment): string {
  try {
    loadConfig(argv, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return 'accepted';
}

describe('accepted configurations', () => {
  it('serves stdio with nothing but a token', () => {
    expect(loadConfig([], { NOTION_TOKEN: TOKEN })).toEqual({
      command: 'stdio',
      apiUrl: undefined,
      space: 'personal',
      notion: { kind: 'token', token: TOKEN },
      callDeadlineMilliseconds: 25_000,
      ...LIMITS,
      logLevel: 'info',
      tools: TOOLS,
    });
  });

  it('serves HTTP on loopback without a bearer token', () => {
    expect(loadConfig(['serve'], { NOTION_TOKEN: TOKEN })).toEqual({
      command: 'serve',
      apiUrl: undefined,
      notion: { kind: 'token', token: TOKEN },
      http: {
        host: '127.0.0.1',
        port: 3000,
        authToken: undefined,
        allowedHosts: [],
        allowedOrigins: [],
        protocol: { lenientHeaders: true, legacyOnly: false },
      },
      workers: 1,
      callDeadlineMilliseconds: 25_000,
      ...LIMITS,
      logLevel: 'info',
      tools: TOOLS,
    });
  });

  it.each<[Environment, object | undefined]>([
    [{}, undefined],
    [{ HEALTH_HOST: '0.0.0.0' }, undefined],
    [{ HEALTH_PORT: '0' }, { host: '127.0.0.1', port: 0 }],
    [
      { HEALTH_PORT: '65535', HEALTH_HOST: '::' },
      { host: '::', port: 65_535 },
    ],
    [
      { HEALTH_PORT: '0', PORT: '0' },
      { host: '127.0.0.1', port: 0 },
    ],
  ])('answers health checks with %j at %j', (environment, expected) => {
    expect(loadConfig(['serve'], { NOTION_TOKEN: TOKEN, ...environment })).toMatchObject({
      health: expected,
    });
  });

  it('needs no Notion token for the demo', () => {
    expect(loadConfig(['demo', '--once'], {})).toMatchObject({ command: 'demo', once: true });
  });

  it('reads every setting from the environment, and the command line wins', () => {
    const environment = {
      NOTION_TOKEN: TOKEN,
      NOTION_API_URL: 'http://127.0.0.1:4000/v1/',
      HOST: '0.0.0.0',
      PORT: '8080',
      MCP_AUTH_TOKEN: AUTH_TOKEN,
      ALLOWED_HOSTS: 'MCP.example.com, ::1,',
      ALLOWED_ORIGINS: 'https://app.example.com,localhost',
      TRUSTED_PROXIES: '10.0.0.7, FD00::/8',
      CALL_DEADLINE_SECONDS: '10',
      NOTION_REQUESTS_PER_MINUTE: '600',
      MAX_CONCURRENT_CALLS_PER_SPACE: '5',
      MAX_CONCURRENT_CALLS: '50',
      LOG_LEVEL: 'WARN',
      WATCHDOG_SECONDS: '60',
      LENIENT_PROTOCOL_HEADERS: 'false',
      LEGACY_PROTOCOL_ONLY: 'true',
      HEALTH_PORT: '9000',
      WORKERS: '4',
    };
    const http = {
      host: '0.0.0.0',
      port: 8080,
      authToken: AUTH_TOKEN,
      allowedHosts: ['mcp.example.com', '[::1]'],
      allowedOrigins: ['https://app.example.com', 'localhost'],
      trustedProxies: ['10.0.0.7', 'fd00::/8'],
      protocol: { lenientHeaders: false, legacyOnly: true },
    };
    const notion = { kind: 'token', token: TOKEN };
    expect(loadConfig(['serve'], environment)).toEqual({
      command: 'serve',
      apiUrl: 'http://127.0.0.1:4000',
      notion,
      http,
      health: { host: '127.0.0.1', port: 9000 },
      workers: 4,
      callDeadlineMilliseconds: 10_000,
      requestsPerMinute: 600,
      watchdogSeconds: 60,
      callLimits: { perSpace: 5, overall: 50 },
      logLevel: 'warn',
      tools: TOOLS,
    });
    expect(loadConfig(['serve', '--port=0', '--host', '::1'], environment)).toMatchObject({
      http: { host: '::1', port: 0 },
    });
  });

  it.each<[string[], Environment, object]>([
    [['--toolsets', 'read,openai'], {}, { toolsets: ['read', 'openai'] }],
    [
      [],
      { TOOLSETS: 'openai', TOOLS: 'Search , fetch,' },
      { toolsets: ['openai'], tools: ['search', 'fetch'] },
    ],
    [['--exclude-tools=notion_search'], { EXCLUDE_TOOLS: 'fetch' }, { excludeTools: ['notion_search'] }],
    [['--read-only'], { READ_ONLY: 'false' }, { readOnly: true }],
    [['--read-only=false'], {}, { readOnly: false }],
    [['--max-lookups-per-call=1'], { MAX_LOOKUPS_PER_CALL: '9' }, { extraRequests: 1 }],
    [[], { MAX_LOOKUPS_PER_CALL: '180' }, { extraRequests: 180 }],
    [[], { READ_ONLY: 'FALSE' }, { readOnly: false }],
    [[], { TIME_ZONE: 'Europe/Berlin' }, { timeZone: 'Europe/Berlin' }],
  ])('chooses tools with %j and %j', (argv, environment, tools) => {
    for (const command of ['stdio', 'serve']) {
      expect(loadConfig([command, ...argv], { NOTION_TOKEN: TOKEN, ...environment })).toMatchObject({
        tools: { ...TOOLS, ...tools },
      });
    }
  });

  it('gives the demo the tools of the hosted server, where it shows that', () => {
    expect(loadConfig(['demo'], {})).toMatchObject({ hosted: false, tools: { toolsets: ['read'] } });
    expect(loadConfig(['demo', '--hosted', '--read-only'], {})).toMatchObject({
      hosted: true,
      tools: { toolsets: ['read', 'hosted'], readOnly: true },
    });
    expect(loadConfig(['demo', '--hosted'], { TOOLSETS: 'hosted' })).toMatchObject({
      tools: { toolsets: ['hosted'], readOnly: false },
    });
  });

  it('lets the demo change its made-up workspace, unless it is told not to', () => {
    expect(loadConfig(['demo'], {})).toMatchObject({ tools: { readOnly: false }, writes: { mode: 'on' } });
    expect(loadConfig(['demo', '--read-only'], {})).toMatchObject({
      tools: { readOnly: true },
      writes: undefined,
    });
  });

  it('does not look at the settings of HTTP for stdio', () => {
    expect(loadConfig([], { NOTION_TOKEN: TOKEN, HOST: 'some host', PORT: 'x' }).command).toBe('stdio');
  });

  it('is frozen all the way down', () => {
    const config = loadConfig(['serve'], { NOTION_TOKEN: TOKEN });
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every((inner) => frozen(inner)));
    expect(frozen(config)).toBe(true);
  });

  it.each([
    [['--help'], { command: 'help' }],
    [['-h'], { command: 'help' }],
    [['help'], { command: 'help' }],
    [['serve', '--help'], { command: 'help', topic: ['serve'] }],
    [['help', 'keys', 'list'], { command: 'help', topic: ['keys list'] }],
    [['help', 'settings'], { command: 'help', topic: 'settings' }],
    [['--version'], { command: 'version' }],
    [['-v'], { command: 'version' }],
    [['completions', 'bash'], { command: 'completions', shell: 'bash' }],
    [['install', 'cursor'], { command: 'install', client: 'cursor' }],
  ])('%j is %j, with or without a token', (argv, expected) => {
    expect(loadConfig(argv, {})).toEqual(expected);
  });
});

describe('commands on the store', () => {
  it.each([
    [
      ['keys', 'create', '--space', 'team-7', '--label', 'agent'],
      { command: 'keys create', space: 'team-7', label: 'agent' },
    ],
    [['keys', 'create', '--all-spaces'], { command: 'keys create', allSpaces: true }],
    [['keys', 'revoke', 'abc'], { command: 'keys revoke', operand: 'abc' }],
    [['connections'], { command: 'connections', space: 'personal', oauth: undefined }],
    [['rebuild'], { command: 'rebuild' }],
  ])('%j', (argv, expected) => {
    expect(loadConfig(argv, { DATA_FOLDER: NOWHERE })).toMatchObject(expected);
  });
});

describe('refused configurations', () => {
  it.each<[string[], Environment, RegExp]>([
    [[], {}, /^NOTION_TOKEN is missing\./],
    [[], { NOTION_TOKEN: '' }, /^NOTION_TOKEN is missing\./],
    [[], { NOTION_TOKEN: `Bearer ${TOKEN}` }, /^NOTION_TOKEN must be the token alone/],
    [[], { NOTION_TOKEN: `"${TOKEN}"` }, /^NOTION_TOKEN must not be wrapped in quotes/],
    [[], { NOTION_TOKEN: `${TOKEN}\n` }, /^NOTION_TOKEN must not contain spaces/],
    [[], { NOTION_TOKEN: ' ' }, /^NOTION_TOKEN must not contain spaces/],
    [[], { NOTION_TOKEN: 'ntn_…' }, /^NOTION_TOKEN must be plain ASCII/],
    [[], { NOTION_TOKEN: TOKEN, NOTION_API_URL: 'api.notion.com' }, /^NOTION_API_URL must be a URL/],
    [[], { NOTION_TOKEN: TOKEN, NOTION_API_URL: 'ftp://api.notion.com' }, /^NOTION_API_URL must be a URL/],
    [[], { NOTION_TOKEN: TOKEN, NOTION_API_URL: 'http://proxy.example' }, /^NOTION_API_URL must be a URL/],
    [[], { NOTION_TOKEN: TOKEN, NOTION_API_URL: 'http://10.0.0.7:8080' }, /^NOTION_API_URL must be a URL/],
    [
      [],
      { NOTION_TOKEN: TOKEN, NOTION_API_URL: 'http://localhost.evil.example' },
      /^NOTION_API_URL must be a URL/,
    ],
    [[], { NOTION_TOKEN: TOKEN, NOTION_API_URL: 'https://a:b@c.d' }, /^NOTION_API_URL must not contain/],
    [[], { NOTION_TOKEN: TOKEN, CALL_DEADLINE_SECONDS: '0' }, /^CALL_DEADLINE_SECONDS must be/],
    [[], { NOTION_TOKEN: TOKEN, CALL_DEADLINE_SECONDS: '25s' }, /^CALL_DEADLINE_SECONDS must be/],
    ...['0', '181', '-1', 'many'].map((count): [string[], Environment, RegExp] => [
      [],
      { NOTION_TOKEN: TOKEN, MAX_LOOKUPS_PER_CALL: count },
      /^MAX_LOOKUPS_PER_CALL must be a whole number from 1 to 180/,
    ]),
    [['serve', '--port', '65536'], { NOTION_TOKEN: TOKEN }, /^--port must be a whole number/],
    [[], { NOTION_TOKEN: TOKEN, TIME_ZONE: 'Berlin' }, /^TIME_ZONE must be a time zone/],
    [['serve'], { NOTION_TOKEN: TOKEN, PORT: '-1' }, /^PORT must be a whole number/],
    [['serve'], { NOTION_TOKEN: TOKEN, HOST: '127.0.0.1:3000' }, /^HOST must be an address/],
    [['serve'], { NOTION_TOKEN: TOKEN, WORKERS: '0' }, /^WORKERS must be a whole number from 1 to 64/],
    [['serve', '--workers', '65'], { NOTION_TOKEN: TOKEN }, /^--workers must be a whole number from 1 to 64/],
    [['serve'], { NOTION_TOKEN: TOKEN, HEALTH_PORT: '65536' }, /^HEALTH_PORT must be a whole number/],
    [['serve'], { NOTION_TOKEN: TOKEN, HEALTH_PORT: '3000' }, /^HEALTH_PORT must be another port than PORT/],
    [['serve'], { NOTION_TOKEN: TOKEN, HEALTH_PORT: '1', HEALTH_HOST: '[::1]:80' }, /^HEALTH_HOST must be/],
    [['serve'], { NOTION_TOKEN: TOKEN, HOST: 'http://localhost' }, /^HOST must be an address/],
    [['serve'], { NOTION_TOKEN: TOKEN, HOST: '0.0.0.0' }, /^MCP_AUTH_TOKEN is missing/],
    [['serve'], { NOTION_TOKEN: TOKEN, HOST: '::' }, /^MCP_AUTH_TOKEN is missing/],
    [['serve'], { NOTION_TOKEN: TOKEN, HOST: 'localhost.example.com' }, /^MCP_AUTH_TOKEN is missing/],
    [['serve'], { NOTION_TOKEN: TOKEN, MCP_AUTH_TOKEN: 'two words' }, /^MCP_AUTH_TOKEN must not contain/],
    [
      ['serve'],
      { NOTION_TOKEN: TOKEN, MCP_AUTH_TOKEN: AUTH_TOKEN.slice(1) },
      /^MCP_AUTH_TOKEN must have at least 32 characters; openssl rand -hex 32 generates one\.$/,
    ],
    [['serve'], { NOTION_TOKEN: TOKEN, MCP_AUTH_TOKEN: 'x'.repeat(64) }, /^MCP_AUTH_TOKEN must be random/],
    [
      ['serve'],
      { NOTION_TOKEN: TOKEN, MCP_AUTH_TOKEN: 'password-1'.repeat(4) },
      /^MCP_AUTH_TOKEN must be random/,
    ],
    [
      ['serve'],
      { NOTION_TOKEN: TOKEN, MCP_AUTH_TOKEN: AUTH_TOKEN.repeat(20) },
      /^MCP_AUTH_TOKEN must have at most/,
    ],
    [['serve'], { NOTION_TOKEN: TOKEN, ALLOWED_HOSTS: 'https://a' }, /^ALLOWED_HOSTS must be host names/],
    [['serve'], { NOTION_TOKEN: TOKEN, ALLOWED_ORIGINS: '://' }, /^ALLOWED_ORIGINS must be origins/],
    ...['10.0.0.0/33', '10.0.0', 'proxy', '::1/129', '10.0.0.1/8/8', '10.0.0.1/', 'none,::1'].map(
      (text): [string[], Record<string, string>, RegExp] => [
        ['serve'],
        { NOTION_TOKEN: TOKEN, TRUSTED_PROXIES: text },
        /^TRUSTED_PROXIES must be addresses or networks/,
      ],
    ),
    [['serv'], {}, /^There is no command serv\. Did you mean serve\?$/],
    [['unrelated'], {}, /^There is no command unrelated\. See notion-rest-mcp help\.$/],
    [['serve', 'stdio'], {}, /^Only one command is accepted/],
    [
      ['keys'],
      {},
      /^There is no command keys\. Commands are keys create, keys list, keys renew, keys revoke, keys rotate\.$/,
    ],
    [['keys', 'revoke'], {}, /^keys revoke needs an id/],
    [['disconnect'], {}, /^disconnect needs an id/],
    [['connect'], {}, /^NOTION_CLIENT_ID is missing/],
    [['connect'], { NOTION_CLIENT_ID: 'my-app' }, /^NOTION_CLIENT_ID must be a UUID/],
    [['connect'], { NOTION_CLIENT_ID: CLIENT_ID }, /^NOTION_CLIENT_SECRET is missing/],
    [['keys', 'create', '--space', 'a b'], {}, /^--space must be at most 128 characters: letters, digits/],
    [['serve'], {}, /^NOTION_TOKEN is missing\. Set it to serve one workspace, or set NOTION_CLIENT_ID/],
    [['serve'], OAUTH, /^CREDENTIALS_KEY is missing/],
    [['serve'], { ...OAUTH, CREDENTIALS_KEY: 'short' }, /^CREDENTIALS_KEY must be 32 bytes in base64/],
    [['serve'], { ...OAUTH, CREDENTIALS_OLD_KEYS: KEY }, /^CREDENTIALS_OLD_KEYS needs CREDENTIALS_KEY/],
    [['serve'], { ...OAUTH, CREDENTIALS_KEY: KEY }, /^PUBLIC_URL is missing/],
    [
      ['serve'],
      { ...OAUTH, CREDENTIALS_KEY: KEY, PUBLIC_URL: 'http://mcp.example.com' },
      /^PUBLIC_URL must start with https/,
    ],
    [[], { NOTION_TOKEN: TOKEN, TOOLS: ',' }, /^TOOLS must be names separated by commas/],
    [['--tools', 'notion search'], { NOTION_TOKEN: TOKEN }, /^--tools must be names separated by commas/],
    [['--toolsets'], { NOTION_TOKEN: TOKEN }, /^--toolsets needs a value/],
    [[], { NOTION_TOKEN: TOKEN, READ_ONLY: 'yes' }, /^READ_ONLY must be true or false/],
    [['--prot', '1'], {}, /^There is no option --prot\. Did you mean --port\?$/],
    [['-x'], {}, /^There is no option -x\./],
    [['serve', '--port'], { NOTION_TOKEN: TOKEN }, /^--port needs a value/],
    [[], { NOTION_TOKEN: TOKEN, LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of info, warn, error, silent/],
    [
      ['serve', '--json'],
      { NOTION_TOKEN: TOKEN },
      /^--json belongs to the commands doctor, chat, search, read, query, describe, and keys list\.$/,
    ],
    [['--once'], { NOTION_TOKEN: TOKEN }, /^--once belongs to the commands demo and chat/],
    [[`${TOKEN}${TOKEN}`], {}, /^There is no command like that\./],
    [[`--${TOKEN}${TOKEN}`], {}, /^There is no option like that\./],
    [['--a\nb'], {}, /^There is no option --a\\nb\./],
    [['--notion-token', TOKEN], {}, /^NOTION_TOKEN is not taken from the command line/],
    [[`--mcp-auth-token=${TOKEN}`], {}, /^MCP_AUTH_TOKEN is not taken from the command line/],
  ])('%j with %j', (argv, environment, expected) => {
    const message = problem(argv, { DATA_FOLDER: NOWHERE, ...environment });
    expect(message).toMatch(expected);
    expect(message).not.toContain(TOKEN);
    expect(message).not.toContain('\n');
  });

  it('never throws anything but a ConfigError of one line, whatever it is given', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('serve', 'demo', '--port', '--once', '--', '-', '='));
    fc.assert(
      fc.property(
        fc.array(word),
        fc.string(),
        fc.string(),
        (argv, token, host) => !problem(argv, { NOTION_TOKEN: token, HOST: host }).includes('\n'),
      ),
    );
  });

  it('never repeats a secret that was put into the wrong variable', () => {
    for (const variable of [
      'HOST',
      'PORT',
      'HEALTH_HOST',
      'HEALTH_PORT',
      'NOTION_API_URL',
      'CALL_DEADLINE_SECONDS',
      'ALLOWED_HOSTS',
      'TRUSTED_PROXIES',
      'TOOLS',
      'READ_ONLY',
      'LOG_LEVEL',
    ]) {
      const message = problem(['serve'], { NOTION_TOKEN: TOKEN, [variable]: 'ntn secret/value' });
      expect(message).toMatch(new RegExp(`^${variable} must`));
      expect(message).not.toContain('secret');
    }
  });
});

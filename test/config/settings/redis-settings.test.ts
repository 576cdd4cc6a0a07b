import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../../src/config/config-error.js';
import { loadConfig } from '../../../src/config/config.js';

const TOKEN = { NOTION_TOKEN: 'ntn_test' };

describe('REDIS_URL', () => {
  it.each([
    'redis://127.0.0.1',
    'redis://redis:6379/0',
    'rediss://user:pass%2Fword@redis.example.com:6380/3',
    'redis://:password@[::1]:6379',
  ])('may be %s', (url) => {
    expect(loadConfig(['stdio'], { ...TOKEN, REDIS_URL: url })).toMatchObject({ redis: { url } });
  });

  it.each([
    'redis.example.com:6379',
    'http://redis:6379',
    'redis:///0',
    'redis://host/notion',
    'redis://host/0?tls=false',
    'redis://host/0#1',
  ])('must not be %s, and is not repeated', (url) => {
    const load = (): unknown => loadConfig(['stdio'], { ...TOKEN, REDIS_URL: url });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/^REDIS_URL must be a URL such as redis:/);
    expect(load).not.toThrow(url);
  });

  it.each([{}, { REDIS_URL: '' }])('is absent with %p', (environment) => {
    expect(loadConfig(['stdio'], { ...TOKEN, ...environment })).toMatchObject({ redis: undefined });
  });

  it('is not for demo, which shows one process', () => {
    expect(loadConfig(['demo'], { REDIS_URL: 'redis://127.0.0.1' })).not.toHaveProperty('redis.url');
  });
});

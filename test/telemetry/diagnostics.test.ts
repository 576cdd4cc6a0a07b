import { expect, it } from '@jest/globals';
import { diagnosticsTo } from '../../src/telemetry/diagnostics.js';
import { silentLog, type LogFields } from '../../src/telemetry/log/log.js';

function diagnostics(): {
  readonly told: unknown[];
  readonly wait: (milliseconds: number) => void;
  readonly logger: ReturnType<typeof diagnosticsTo>;
} {
  let now = 0;
  const told: unknown[] = [];
  const tell = (level: string) => (_message: string, fields?: LogFields) =>
    void told.push([level, fields?.['reason']]);
  const logger = diagnosticsTo({ ...silentLog, info: tell('info'), warn: tell('warn') }, () => now);
  return { told, wait: (milliseconds) => (now += milliseconds), logger };
}

it('tells an error by its name, code and message, without its stack', () => {
  const { told, logger } = diagnostics();
  const error = {
    stack: 'Error: x\n    at /srv/app.js:1:1',
    name: 'Error',
    code: 'ECONNREFUSED',
    message: 'refused',
  };
  logger.error(JSON.stringify(error));
  logger.error('metrics collection errors', new RangeError('too far'), 7);
  expect(told).toEqual([
    ['warn', 'Error ECONNREFUSED refused'],
    ['warn', 'metrics collection errors RangeError too far number'],
  ]);
});

it('tells the same again after minutes only', () => {
  const { told, wait, logger } = diagnostics();
  for (let index = 0; index < 12; index += 1) {
    logger.warn('the collector is down');
    wait(30_000);
  }
  logger.info('something else');
  expect(told).toEqual([
    ['warn', 'the collector is down'],
    ['warn', 'the collector is down'],
    ['info', 'something else'],
  ]);
});

it('keeps long complaints short', () => {
  const { told, logger } = diagnostics();
  logger.debug('x'.repeat(10_000));
  expect(String((told[0] as unknown[])[1]).length).toBeLessThanOrEqual(300);
});

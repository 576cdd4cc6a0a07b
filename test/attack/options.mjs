import { parseArgs } from 'node:util';

/** Milliseconds within which `/healthz` answers whatever happens, on an idle machine. */
const MAX_HEALTH_MS = 100;

/** What the command line asks for. */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      'max-health-ms': { type: 'string', default: String(MAX_HEALTH_MS) },
    },
  });
  const maxHealthMs = Number(values['max-health-ms']);
  if (!(maxHealthMs > 0)) {
    process.stderr.write('--max-health-ms takes a number.\n');
    process.exit(2);
  }
  return { short: values.short, only: values.only, maxHealthMs };
}

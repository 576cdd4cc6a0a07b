import { parseArgs } from 'node:util';

/** What the command line asks for: everything, or the named scenarios only. */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      'memory-minutes': { type: 'string', default: '0' },
      throughput: { type: 'boolean', default: false },
      added: { type: 'boolean', default: false },
      fairness: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
      profile: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  const memoryMinutes = Number(values['memory-minutes']);
  if (!(seconds > 0) || !(memoryMinutes >= 0)) {
    process.stderr.write('--seconds and --memory-minutes take numbers.\n');
    process.exit(2);
  }
  const all = ['throughput', 'added', 'fairness', 'memory'];
  const named = all.filter((name) => values[name]);
  // The page shows one run as a whole.
  const wanted = new Set(values.write ? all : named.length > 0 ? named : ['throughput', 'added', 'fairness']);
  if (memoryMinutes > 0) {
    wanted.add('memory');
  }
  return {
    seconds,
    memoryMinutes: memoryMinutes || 10,
    wanted,
    write: values.write,
    // A folder for V8's profile of the server; the figures are then not worth writing down.
    nodeOptions: values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`],
  };
}

// A program with the watchdog that the server has, and whose loop then stands still. Bundled and started by the test.
import { execFileSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { beginOperation } from '../../src/bounded-work/running-operations.js';
import { startWatchdog } from '../../src/bounded-work/watchdog.js';

const [file = '', tickMs = '', isInit = '', how = ''] = process.argv.slice(2);

startWatchdog({
  file: new URL(file),
  seconds: 50,
  isLogged: how !== 'silent',
  isTerminal: false,
  tickMs: Number(tickMs),
  isInit: isInit === 'true',
  onError: (error) => process.stderr.write(`failed ${String(error)}\n`),
});
beginOperation('notion_search')();
beginOperation('notion_query_database');
beginOperation('notion_query_database');
beginOperation('GET /healthz');

let beats = 0;
const heart = setInterval(() => {
  beats += 1;
  if (beats < 75) {
    return;
  }
  clearInterval(heart);
  process.stdout.write('ready\n');
  createInterface(process.stdin).once('line', () => {
    standStill();
  });
}, Number(tickMs));

function standStill(): void {
  if (how === 'pattern') {
    /^(a+)+$/.test(`${'a'.repeat(60)}b`);
  }
  if (how === 'native') {
    // Ends with the standard input that both share.
    execFileSync(process.execPath, ['-e', 'process.stdin.resume()'], {
      stdio: ['inherit', 'ignore', 'ignore'],
    });
  }
  for (;;) {
    // Stands still.
  }
}

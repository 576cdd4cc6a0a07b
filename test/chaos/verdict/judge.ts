import { sumOf } from '../../harness/figures/statistics.js';
import { serverLogLines } from '../../harness/processes/server-logs.js';
import type { Callers } from '../disturbing/callers.js';
import type { Supervisor } from '../disturbing/supervisor.js';
import type { ChaosOptions } from '../options.js';
import type { ChaosStage } from '../stage.js';
import type { Healing, SecretFinds, Statuses } from './final-looks.js';
import { Report } from './report.js';

/** Everything that was seen of a run. */
interface ChaosRun {
  readonly stage: ChaosStage;
  readonly options: ChaosOptions;
  readonly supervisor: Supervisor;
  readonly callers: Callers;
  readonly seconds: number;
  readonly refreshes: number;
  /** Pairs that never reached a living process. */
  readonly lost: number;
  readonly unaccounted: number;
  /** Before anybody helped, and in the end. */
  readonly statuses: Statuses;
  readonly healed: Statuses;
  readonly healing: Healing;
  readonly search: SecretFinds;
}

/** Puts the counts of a run together and judges them. */
export function judge(run: ChaosRun): Report {
  const { stage, options, seconds } = run;
  const { connections, servers } = stage;
  const spaces = new Set(connections.map(({ space }) => space)).size;
  const report = new Report();
  report.heading(
    `chaos on ${options.database}, seed ${options.seed}: ${connections.length} connections in ${spaces} spaces, ${servers.length} processes, ${seconds.toFixed(0)} s of calls and kills`,
  );
  for (const section of [disturbances, tokens, connected, toolCalls, processes, secretsInClear]) {
    section(report, run);
  }
  return report;
}

function disturbances(report: Report, { supervisor, stage, options }: ChaosRun): void {
  const { kills, ...others } = supervisor.counts;
  report.heading('What went wrong on purpose');
  report.atLeast(options.minKills, 'kills', kills);
  report.tell({ ...others, ...stage.ledger.counts });
}

function tokens(report: Report, { stage, options, refreshes, lost, unaccounted }: ChaosRun): void {
  const { reusesDetected, familiesRevoked } = stage.sandbox.oauth.counts;
  report.heading('Tokens');
  report.atLeast(Number.isFinite(options.goal) ? options.goal : 1, 'refreshes at Notion', refreshes);
  const neverArrived = 'pairs issued that never reached a living process';
  if (options.unavoidable === 0) {
    report.exactly(0, neverArrived, lost);
  } else {
    report.atLeast(1, neverArrived, lost);
  }
  report.exactly(lost, 'refresh tokens used twice (once for each of those, to find out)', reusesDetected);
  report.exactly(lost, 'families revoked', familiesRevoked);
  report.exactly(0, 'pairs issued and neither stored nor lost', unaccounted);
}

function connected(report: Report, { stage, options, statuses, healing, healed }: ChaosRun): void {
  const all = stage.connections.length;
  report.heading('Connections');
  report.exactly(
    all - statuses.interrupted,
    'connected, before anybody helped',
    statuses.connected,
    statuses.wrong,
  );
  report.tell({ 'in need of a person, with the reason "interrupted"': statuses.interrupted });
  if (options.unavoidable > 0) {
    const { followed, failed } = healing;
    report.tell({ 'links followed that the answers showed': followed });
    report.exactly(0, 'links that did not help', failed.length, failed);
  }
  report.exactly(all, 'connected in the end', healed.connected, healed.wrong);
}

function toolCalls(report: Report, { callers }: ChaosRun): void {
  const { calls, answered, unanswered, repeated } = callers.counts;
  const errors = [...callers.errors];
  report.heading('Tool calls');
  report.atLeast(1, 'calls', calls);
  report.exactly(calls, 'answered', answered);
  report.exactly(0, 'unanswered', unanswered);
  report.tell({
    'attempts repeated because the process was gone': repeated,
    'told to reconnect, with a link, and rightly so': callers.counts['told to reconnect'],
  });
  report.exactly(
    0,
    'answers that were errors',
    sumOf(errors, ([, { count }]) => count),
    errors.map(([kind, { count, example }]) => `${count} × ${kind}: ${example}`),
  );
}

function processes(report: Report, { stage }: ChaosRun): void {
  const lines = serverLogLines(stage.logFolder);
  const ofLevel = (wanted: string): readonly string[] =>
    lines.filter(({ level }) => level === wanted).map(({ message }) => message);
  const errors = ofLevel('error');
  report.heading('Processes');
  report.exactly(
    0,
    'processes that ended by themselves',
    sumOf(stage.servers, ({ failures }) => failures),
  );
  report.tell({ 'log lines: info': ofLevel('info').length, 'log lines: warn': ofLevel('warn').length });
  report.exactly(0, 'log lines: error', errors.length, errors.slice(0, 5));
}

function secretsInClear(report: Report, { stage, search }: ChaosRun): void {
  const { exchanges, refreshes } = stage.sandbox.oauth.counts;
  const { paths, bytes, numbers, planted, plantedFound, finds } = search;
  const missing = exchanges + refreshes - (numbers['refresh tokens'] ?? 0);
  report.heading(`Secrets in clear: any 12 characters of one, in ${paths.length} files of logs and database`);
  report.tell({ 'bytes searched': bytes, ...numbers });
  report.exactly(0, 'pairs that Notion issued and nobody searched for', missing);
  report.exactly(planted, 'planted secrets found, to try the search', plantedFound);
  report.exactly(
    0,
    'secrets found',
    finds.length,
    finds.slice(0, 10).map(({ path, at }) => `${path} at ${at}`),
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, exactly, Report } from './report.mjs';

/** Puts the counts of a run together and judges them. */
export function judge(run) {
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

function disturbances(report, { supervisor, stage, options }) {
  const { kills, ...others } = supervisor.counts;
  report.heading('What went wrong on purpose');
  report.demand('kills', kills, atLeast(options.leastKills, kills));
  report.tell({ ...others, ...stage.ledger.counts });
}

function tokens(report, { stage, options, refreshes, lost, unaccounted }) {
  const { reusesDetected, familiesRevoked } = stage.sandbox.oauth.counts;
  const goal = Number.isFinite(options.goal) ? options.goal : 1;
  report.heading('Tokens');
  report.demand('refreshes at Notion', refreshes, atLeast(goal, refreshes));
  report.demand(
    'pairs issued that never reached a living process',
    lost,
    options.unavoidable === 0 ? exactly(0, lost) : atLeast(1, lost),
  );
  report.demand(
    'refresh tokens used twice (once for each of those, to find out)',
    reusesDetected,
    exactly(lost, reusesDetected),
  );
  report.demand('families revoked', familiesRevoked, exactly(lost, familiesRevoked));
  report.demand('pairs issued and neither stored nor lost', unaccounted, exactly(0, unaccounted));
}

function connected(report, { stage, options, statuses, healing, healed }) {
  const all = stage.connections.length;
  report.heading('Connections');
  report.demand(
    'connected, before anybody helped',
    statuses.connected,
    exactly(all - statuses.interrupted, statuses.connected),
    statuses.wrong,
  );
  report.tell({ 'in need of a person, with the reason "interrupted"': statuses.interrupted });
  if (options.unavoidable > 0) {
    const { followed, failed } = healing;
    report.tell({ 'links followed that the answers showed': followed });
    report.demand('links that did not help', failed.length, exactly(0, failed.length), failed);
  }
  report.demand('connected in the end', healed.connected, exactly(all, healed.connected), healed.wrong);
}

function toolCalls(report, { callers }) {
  const { calls, answered, unanswered, repeated } = callers.counts;
  const errors = [...callers.errors];
  const wrong = errors.reduce((total, [, { count }]) => total + count, 0);
  report.heading('Tool calls');
  report.demand('calls', calls, atLeast(1, calls));
  report.demand('answered', answered, exactly(calls, answered));
  report.demand('unanswered', unanswered, exactly(0, unanswered));
  report.tell({
    'attempts repeated because the process was gone': repeated,
    'told to reconnect, with a link, and rightly so': callers.counts['told to reconnect'],
  });
  report.demand(
    'answers that were errors',
    wrong,
    exactly(0, wrong),
    errors.map(([kind, { count, example }]) => `${count} × ${kind}: ${example}`),
  );
}

function processes(report, { stage }) {
  const failures = stage.servers.reduce((total, server) => total + server.failures, 0);
  const lines = logLines(stage.logFolder);
  const ofLevel = (level) => lines.filter((line) => line.split(' ')[1] === level);
  const errors = ofLevel('error');
  report.heading('Processes');
  report.demand('processes that ended by themselves', failures, exactly(0, failures));
  report.tell({ 'log lines: info': ofLevel('info').length, 'log lines: warn': ofLevel('warn').length });
  report.demand('log lines: error', errors.length, exactly(0, errors.length), errors.slice(0, 5));
}

function secretsInClear(report, { stage, search }) {
  const { exchanges, refreshes } = stage.sandbox.oauth.counts;
  const { paths, bytes, numbers, planted, plantedFound, finds } = search;
  const missing = exchanges + refreshes - numbers['refresh tokens'];
  report.heading(`Secrets in clear: any 12 characters of one, in ${paths.length} files of logs and database`);
  report.tell({ 'bytes searched': bytes, ...numbers });
  report.demand('pairs that Notion issued and nobody searched for', missing, exactly(0, missing));
  report.demand('planted secrets found, to try the search', plantedFound, exactly(planted, plantedFound));
  report.demand(
    'secrets found',
    finds.length,
    exactly(0, finds.length),
    finds.slice(0, 10).map(({ path, at }) => `${path} at ${at}`),
  );
}

function logLines(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.err'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
}

import type { Sandbox } from '../../../src/sandbox/server.js';
import { serverLogLines } from '../../harness/processes/server-logs.js';
import { Report } from '../verdict/report.js';
import type { Findings } from './findings.js';
import type { Undoing } from './undo-all.js';
import { differencesOf } from './workspace-state.js';

/** Everything that was seen of a run. */
interface WritesRun {
  readonly title: string;
  readonly kills: number;
  readonly failures: number;
  readonly requests: Sandbox['requests'];
  readonly findings: Findings;
  readonly undoing: Undoing;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** What the command that verifies the journal printed. */
  readonly journal: string;
  readonly logFolder: string;
  /** Files that Notion has taken. */
  readonly uploads: number;
}

const MAX_EXAMPLES = 5;

/** Puts the counts of a run together and judges them. */
export function reportWrites(run: WritesRun): Report {
  const { findings, undoing } = run;
  const report = new Report();
  const none = (name: string, found: readonly string[]): void =>
    report.exactly(0, name, found.length, found.slice(0, MAX_EXAMPLES));
  report.heading(run.title);
  report.heading('What went wrong on purpose');
  report.atLeast(1, 'kills', run.kills);
  report.tell({
    'requests to Notion': run.requests.length,
    ...Object.fromEntries(
      [429, 409, 502, 503, 0].map((status) => [
        status === 0 ? 'of these without an answer' : `of these answered ${status}`,
        run.requests.filter((request) => request.status === status).length,
      ]),
    ),
  });
  report.heading('What callers were told, and what was there');
  report.tell({
    calls: findings.calls,
    'attempts repeated because the process was gone': findings.repeated,
    ...Object.fromEntries(Object.entries(findings.told).map(([told, count]) => [`told: ${told}`, count])),
    'of the unknown and unfinished, saved': findings.unknownButSaved,
  });
  report.exactly(0, 'unanswered', findings.unanswered);
  none('duplicates', findings.duplicates);
  none('lost: told saved, and not there', findings.lost);
  none('told wrong: told not saved, and there', findings.toldWrong);
  none('told unknown, though no process died under the call', findings.unproven);
  none('saved, and no change named that can be undone', findings.changeNotNamed);
  report.heading('Calls by what they did: saved, not saved, unknown, unfinished');
  report.tell(
    Object.fromEntries(
      [...findings.kinds]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([kind, told]) => [
          kind,
          [told.saved, told['not saved'], told.unknown, told.unfinished].join(' '),
        ]),
    ),
  );
  report.heading('Undone in the end');
  report.tell({ changes: undoing.changes, attempts: undoing.attempts });
  report.exactly(
    0,
    'changes not undone',
    [...undoing.left.values()].flat().length,
    [...undoing.left].map(([kind, told]) => `${told.length} of the kind ${kind}, such as ${told[0] ?? ''}`),
  );
  const { real, reordered } = differencesOf(run.before, run.after);
  none('pages, blocks, comments and schemas that differ from the start', real);
  report.tell({ 'the same as at the start': run.before.size - real.length - reordered.length });
  report.heading('What Notion cannot take back');
  report.tell({
    'comments that were made in the run and deleted': findings.final,
    'pages whose children came back from elsewhere, at the end': reordered.length,
    'files in storage, attached to nothing': run.uploads,
  });
  report.heading('Processes and journal');
  report.exactly(0, 'processes that ended by themselves', run.failures);
  const errors = serverLogLines(run.logFolder).filter(({ level }) => level === 'error');
  none(
    'log lines: error',
    errors.map(({ message }) => message),
  );
  report.demand('journal', '', run.journal.startsWith('Sound'), run.journal.trim());
  return report;
}

import type { Health, HealthAnswer } from '../mcp/http/health.js';
import type { Supervisor, WorkerAnswers } from './supervisor.js';

type Asked = Pick<Supervisor, 'ask' | 'areAllServing' | 'isStopping'>;

/**
 * The health of all workers, for the port of health checks. One that serves is enough to be alive: those that have ended
 * are replaced, and blocked ones are ended by their own watchdogs, so restarting everything would only interrupt calls.
 */
export function workersHealth(supervisor: Asked): Health {
  const answer = async (
    about: keyof Health,
    [all, some, none]: readonly [all: string, some: string, none: string],
  ): Promise<HealthAnswer> => {
    if (supervisor.isStopping) {
      return { status: 503, body: { status: 'stopping' } };
    }
    const answers = await supervisor.ask(about);
    const sound = [...answers.values()].filter((said) => said?.status === 200).length;
    const isWhole = sound === answers.size && supervisor.areAllServing;
    const status = sound === 0 ? none : isWhole && !hasDegraded(answers) ? all : some;
    return { status: sound === 0 ? 503 : 200, body: { status, workers: statusOf(answers) } };
  };
  return {
    live: () => answer('live', ['ok', 'ok', 'not ok']),
    ready: () => answer('ready', ['ready', 'degraded', 'not ready']),
  };
}

function statusOf(answers: WorkerAnswers): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...answers].map(([id, said]) => [id, said === undefined ? { status: 'no answer' } : said.body]),
  );
}

/** A worker that serves without an optional dependency. */
function hasDegraded(answers: WorkerAnswers): boolean {
  return [...answers.values()].some(
    (said) => said !== undefined && 'status' in said.body && said.body.status === 'degraded',
  );
}

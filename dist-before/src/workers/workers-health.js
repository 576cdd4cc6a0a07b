/**
 * The health of all workers, for the port of health checks. One that serves is enough to be alive: those that have ended
 * are replaced, and blocked ones are ended by their own watchdogs, so restarting everything would only interrupt calls.
 */
export function workersHealth(supervisor) {
    const answer = async (about, [all, some, none]) => {
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
function statusOf(answers) {
    return Object.fromEntries([...answers].map(([id, said]) => [id, said === undefined ? { status: 'no answer' } : said.body]));
}
/** A worker that serves without an optional dependency. */
function hasDegraded(answers) {
    return [...answers.values()].some((said) => said !== undefined && 'status' in said.body && said.body.status === 'degraded');
}

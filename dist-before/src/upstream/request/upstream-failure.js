/** The hosted server did not answer usefully. Says nothing of what was sent or received. */
export class UpstreamFailure extends Error {
    name = 'UpstreamFailure';
    problem;
    constructor(problem, options) {
        super(`Notion's hosted server: ${problem}`, options);
        this.problem = problem;
    }
}

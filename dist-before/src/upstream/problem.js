/** A sign-in that did not succeed. Has no `cause`: errors of the network and of parsers may quote what they were given. */
export class UpstreamProblem extends Error {
    name = 'UpstreamProblem';
    code;
    /** Of `other_workspace`. */
    workspaces;
    constructor(code, workspaces) {
        super(`The sign-in to the hosted server failed: ${code}.`);
        this.code = code;
        this.workspaces = workspaces;
    }
}

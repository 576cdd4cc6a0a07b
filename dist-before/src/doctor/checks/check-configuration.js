import { fail, ok } from '../finding.js';
const PURPOSES = {
    token: 'one workspace, by NOTION_TOKEN',
    spaces: 'a server where people connect their workspaces',
    stored: 'the workspaces that notion-rest-mcp connect has stored here',
};
/** All problems of the settings, or their purpose. */
export function checkConfiguration(purpose, problems) {
    return problems.length === 0
        ? [ok('configuration', `For ${PURPOSES[purpose]}.`)]
        : problems.map((problem) => {
            const [what = problem, ...advice] = problem.split(/(?<=[.])\s+(?=[A-Z])/);
            return fail('configuration', what, advice.length === 0 ? 'Correct it and run doctor again.' : advice.join(' '));
        });
}

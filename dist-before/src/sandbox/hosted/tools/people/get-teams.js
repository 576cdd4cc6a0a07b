import * as z from 'zod';
import { stableId } from '../../../ids.js';
import { hostedTool } from '../tool.js';
/** The teamspaces of a workspace: one that everybody is in, and one that the person has not joined. */
function teamsOf(workspace) {
    const team = (name) => ({
        type: 'team',
        id: stableId(`${workspace.id}/team/${name}`),
        name,
    });
    return {
        joined: [{ ...team(`${workspace.name} HQ`), role: 'owner' }],
        other: [team('Archive')],
    };
}
/** `notion-get-teams`. */
export const getTeams = hostedTool({
    name: 'get-teams',
    title: 'Get teams',
    description: 'Lists the teamspaces of the workspace: those that the person is in, and others.',
    effect: 'read',
    lists: 'both',
    input: z.object({ query: z.string().optional().describe('Part of a name.') }),
    run: ({ query = '' }, { workspace, behavior }) => {
        const { joined, other } = teamsOf(workspace);
        const fits = ({ name }) => name.toLowerCase().includes(query.toLowerCase());
        return behavior.tools === 'spring'
            ? { yourTeams: joined.filter(fits), otherTeams: other.filter(fits) }
            : { joinedTeams: joined.filter(fits), otherTeams: other.filter(fits), hasMore: false };
    },
});

import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { pluralize } from '../src/content/answer/pluralize.js';
import { titleText } from '../src/content/print/title-text.js';
import { defineTool, readOnly } from '../src/tool.js';
export default defineTool({
    name: 'notion_list_workspaces',
    title: 'List Notion workspaces',
    description: 'The connected Notion workspaces. Pass a name or id as workspace to the other tools.',
    input: z.object({}),
    annotations: readOnly,
    spansWorkspaces: true,
    run(_input, { workspaces, boundary }) {
        const lines = workspaces.map(({ name, id, owner, needsReconnect }) => `- ${titleText(name)} (${id}${owner === undefined ? '' : `, connected by ${titleText(owner)}`})${needsReconnect ? ': reconnect it first' : ''}`);
        const summary = `${pluralize(workspaces.length, 'workspace')}; that is all.`;
        return Promise.resolve(renderAnswer({ summary, content: lines.join('\n') }, boundary));
    },
});

import { describe, expect, it } from '@jest/globals';
import listWorkspaces from '../../tools/notion-list-workspaces.js';
import type { Connection } from '../../src/credentials/connections/read-connections.js';
import { InputError, ReconnectError } from '../../src/errors.js';
import { SpaceWorkspaces, type SpaceWorkspacesOptions } from '../../src/connections/space-workspaces.js';
import { idOf } from './hostile-notion.js';
import { hostileTexts } from './hostile-texts.js';
import { checkRefusalText, parseStrictly } from './strict-answer.js';

const LINK = 'https://mcp.example/go?state=abc_DEF-123';

/** Two workspaces of this name, connected by a person of this name. */
function workspacesNamed(name: string, count = 2): SpaceWorkspaces {
  const connections = Array.from({ length: count }, (_, at) => ({
    id: `con_${at}`,
    botId: `bot_${at}`,
    status: 'active',
    workspace: { id: idOf(String(at + 1)), name, icon: null },
    owner: { id: idOf('6'), name, email: null },
  }));
  const options: SpaceWorkspacesOptions = {
    credentials: {
      // As much of a connection as is read here.
      connectionsOf: () => Promise.resolve(connections as unknown as Connection[]),
    } as unknown as SpaceWorkspacesOptions['credentials'],
    registry: {} as unknown as SpaceWorkspacesOptions['registry'],
    links: { linkFor: () => Promise.resolve(LINK) },
    visibleConnections: 'all',
  };
  return new SpaceWorkspaces('space' as never, options);
}

function textOf(error: unknown): string {
  if (!(error instanceof InputError || error instanceof ReconnectError)) {
    throw error;
  }
  return `${error.message}\n${error.advice}`;
}

const named = hostileTexts.map((text): [string, string] => [text.slice(0, 60), text]);

describe('the names of workspaces', () => {
  it.each(named)('stand between quotation marks where one has to be chosen: %j', async (_short, text) => {
    for (const wanted of [undefined, text, 'another']) {
      checkRefusalText(
        textOf(
          await workspacesNamed(text)
            .open(wanted)
            .catch((error: unknown) => error),
        ),
        'c0ffee11',
      );
    }
  });

  it.each(named)('stand in the fence where they are listed: %j', async (_short, text) => {
    const workspaces = await workspacesNamed(text).list();
    const answer = await listWorkspaces.run({}, { workspaces, boundary: 'c0ffee11' } as never);
    expect(parseStrictly(typeof answer === 'string' ? answer : '').content).toContain(idOf('1'));
  });

  it('leave the link whole with which a person connects', async () => {
    const error = await workspacesNamed('x', 0)
      .open(undefined)
      .catch((caught: unknown) => caught);
    expect(textOf(error)).toContain(`then retry: ${LINK}`);
    expect(error).toMatchObject({ link: LINK });
  });
});

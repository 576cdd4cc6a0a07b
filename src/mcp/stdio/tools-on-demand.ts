import type { Tool as ListedTool } from '@modelcontextprotocol/server';
import type { Tool } from '../../tool.js';
import {
  createToolCaller,
  type PreparedTool,
  type RequestTools,
  type ToolCaller,
} from '../calls/call-tool.js';
import type { CallContext } from '../calls/run-tool.js';
import type { PreparedTool as ToolCard } from './prepared-tools.js';

/** The tools that a client was told of before they were loaded: each is loaded when it is first called. */
export function toolsOnDemand(
  cards: readonly ToolCard[],
  load: (name: string) => Promise<Tool>,
  context: CallContext,
): RequestTools {
  const prepared = cards
    .filter(({ spansWorkspaces }) => !spansWorkspaces)
    .map((card) => onDemand(card, load, context));
  return { served: cards, permitted: cards, preparedFor: () => prepared };
}

function onDemand(
  { name, schema, listed: json }: ToolCard,
  load: (name: string) => Promise<Tool>,
  context: CallContext,
): PreparedTool {
  let listed: ListedTool | undefined;
  let call: Promise<ToolCaller> | undefined;
  return {
    name,
    get listed() {
      // Made by the build of this version alone.
      return (listed ??= JSON.parse(json) as ListedTool);
    },
    call: async (given, from, signal) => {
      call ??= load(name).then((tool) => createToolCaller(tool, context, schema));
      return (await call)(given, from, signal);
    },
  };
}

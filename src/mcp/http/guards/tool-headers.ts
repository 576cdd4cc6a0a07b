import type { RequestHandler } from 'express';
import { ToolChoiceError, type ToolChooser, type ToolNames } from '../../../toolsets.js';
import { sendError } from '../http-errors.js';

/** Headers by which one HTTP request chooses its tools: names separated by commas. */
const HEADERS = {
  toolsets: 'X-Notion-Toolsets',
  tools: 'X-Notion-Tools',
  excludeTools: 'X-Notion-Exclude-Tools',
} as const satisfies Record<keyof ToolNames, string>;

/** The choice in a request's headers. An empty header, as of an unfilled template, chooses nothing. */
export function toolNamesIn(header: (name: string) => string | null | undefined): ToolNames {
  const names = (field: keyof ToolNames): string[] | undefined => {
    const list = (header(HEADERS[field]) ?? '')
      .split(',')
      .map((entry) => entry.trim().toLowerCase())
      .filter((entry) => entry !== '');
    return list.length === 0 ? undefined : list;
  };
  return { toolsets: names('toolsets'), tools: names('tools'), excludeTools: names('excludeTools') };
}

/** Refuses a request whose headers select unknown tools, before any part of it is processed. */
export function toolGuard(choose: ToolChooser): RequestHandler {
  return (request, response, next) => {
    try {
      choose(toolNamesIn((name) => request.get(name)));
    } catch (error) {
      if (!(error instanceof ToolChoiceError)) {
        throw error;
      }
      sendError(response, 400, `${HEADERS[error.field]}: ${error.message}`);
      return;
    }
    next();
  };
}

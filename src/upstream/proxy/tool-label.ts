import { bareToolName } from '../client/hosted-tool.js';

/** Tools that were seen at the hosted server in 2026, without their prefix. */
const KNOWN = new Set(
  (
    'search ai-search fetch create-pages update-page move-pages duplicate-page create-database update-database ' +
    'update-data-source create-view update-view query-data-sources query-database-view query-meeting-notes ' +
    'query-multiple-data-sources create-comment get-comments get-users get-user get-self get-teams get-async-task ' +
    'create-attachment create-file-upload get-tool-access list-favorite-pages list-private-pages list-recent-pages ' +
    'list-shared-pages search-skills upload-skill update-folder'
  ).split(' '),
);

/**
 * The name under which a tool is recorded: a fixed set, because each name makes a time series, and a client may send any.
 * All others share one.
 */
export function knownToolLabel(name: string): string {
  const bare = bareToolName(name);
  return KNOWN.has(bare) ? `hosted:${bare}` : 'hosted:other';
}

/** The name for the audit log: also of tools that the operator has named. One that only the client has chosen is not recorded. */
export function recordedToolName(name: string, named: readonly string[] = []): string {
  const bare = bareToolName(name);
  return named.some((each) => bareToolName(each) === bare) ? `hosted:${bare}` : knownToolLabel(name);
}

/** Longest URI that is read: a title in percent-encoding, and the id of a workspace. */
const MAX_URI_CHARACTERS = 2000;
const PAGE_URI = /^notion:\/\/page\/([^/?#]+)(?:\?workspace=([^&#]+))?$/;

/** The template of RFC 6570: `workspace` only where a caller has several. */
export function pageTemplate(hasSeveral: boolean): string {
  return hasSeveral ? 'notion://page/{id}{?workspace}' : 'notion://page/{id}';
}

/** The address of a page as a resource. */
export function pageUri(id: string, workspace: string | undefined): string {
  const query = workspace === undefined ? '' : `?workspace=${encodeURIComponent(workspace)}`;
  return `notion://page/${encodeURIComponent(id)}${query}`;
}

/** What a URI names: an id or a title, and the workspace if it says which. Undefined if it is no page's. */
export function readPageUri(
  uri: string,
): { readonly page: string; readonly workspace: string | undefined } | undefined {
  const [, page, workspace] = (uri.length <= MAX_URI_CHARACTERS && PAGE_URI.exec(uri)) || [];
  if (page === undefined) {
    return undefined;
  }
  try {
    return {
      page: decodeURIComponent(page),
      workspace: workspace === undefined ? undefined : decodeURIComponent(workspace),
    };
  } catch {
    // Percent signs that encode nothing.
    return undefined;
  }
}

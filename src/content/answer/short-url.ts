/**
 * A Notion URL without the title in front of its id: Notion ignores the title, and it costs a reader as many tokens as
 * the title itself. Other URLs stay as they are.
 */
export function shortUrl(url: string): string {
  return url.replace(/\/[^/?#]*-([0-9a-f]{32})(?=$|[?#])/, '/$1');
}

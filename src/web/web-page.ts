import type { Html } from './html.js';

/** A page before it is dressed: what it says, and how it is answered. */
export interface WebPage {
  readonly status: number;
  readonly title: string;
  readonly main: Html;
  /**
   * `site` has the way to the other pages at its top and belongs to no window but its own. `step` is a station on the
   * way between an app, us and Notion: no way aside, and the app that opened the window may go on knowing it.
   */
  readonly kind: 'site' | 'step';
  /** Paths of the site, for the links at the top; only of use to `site`. */
  readonly paths?: { readonly home: string; readonly connections: string };
  /** Where the browser goes by itself. */
  readonly goTo?: string;
}

/**
 * Names of what Notion refers to only by id. Rendering is pure, so callers look the names up first
 * (`collect-references.ts` says which are needed) and passes them in.
 *
 * A missing name is `undefined`: the renderer then prints a marked id such as `[page 1f2e…]` and never an empty text.
 */
export interface Names {
  /**
   * Title of a page, database or data source, by dashed id. An untitled page has the name `Untitled`. The kind is for
   * those who look names up: another endpoint has the title of each.
   */
  title(id: string, kind?: TitledKind): string | undefined;
  /** Name of a person or bot, by dashed id. */
  user(id: string): string | undefined;
}

/** What has a title; `page` where the source does not say. */
export type TitledKind = 'page' | 'database' | 'data source';

/** For content that was checked to hold no references. */
export const noNames: Names = { title: () => undefined, user: () => undefined };

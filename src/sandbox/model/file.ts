/** Where a file lives: anywhere on the web, or in Notion's storage (then its URL is signed again for every answer). */
export type FileSource =
  { readonly kind: 'external'; readonly url: string } | { readonly kind: 'hosted'; readonly name: string };

/** A file of a `files` property. */
export interface NamedFile {
  readonly name: string;
  readonly source: FileSource;
}

/** Icon of a page, database or callout. */
export type Icon =
  | { readonly kind: 'emoji'; readonly emoji: string }
  | { readonly kind: 'external'; readonly url: string }
  | { readonly kind: 'hosted'; readonly name: string }
  | { readonly kind: 'custom_emoji'; readonly id: string }
  | { readonly kind: 'icon'; readonly name: string; readonly color: string };

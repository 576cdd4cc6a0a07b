/** Annotations of a run of text. A colour is Notion's own word, such as `red` or `red_background`. */
export interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strikethrough?: boolean;
  readonly underline?: boolean;
  readonly code?: boolean;
  readonly color?: string;
}

/** A date as users enter it: ISO 8601 with or without time. */
export interface DateValue {
  readonly start: string;
  readonly end?: string | null | undefined;
  readonly timeZone?: string | null | undefined;
}

/** The content of one run of text. Titles and names are looked up when the text is shown, as Notion does. */
type SpanContent =
  | { readonly kind: 'text'; readonly content: string; readonly link?: string | undefined }
  | { readonly kind: 'equation'; readonly expression: string }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'page'; readonly id: string }
  | { readonly kind: 'database'; readonly id: string }
  | { readonly kind: 'date'; readonly date: DateValue }
  | { readonly kind: 'link_mention'; readonly href: string; readonly title: string }
  | { readonly kind: 'link_preview'; readonly url: string }
  | { readonly kind: 'template_date'; readonly value: 'today' | 'now' }
  | { readonly kind: 'custom_emoji'; readonly id: string };

/** One run of text with its style. */
export type Span = SpanContent & { readonly style?: Style };

/** Text without styles and without names; enough to search and to sort by. */
export function plainContent(spans: readonly Span[]): string {
  return spans
    .map((span) => {
      if (span.kind === 'text') {
        return span.content;
      }
      return span.kind === 'equation' ? span.expression : '';
    })
    .join('');
}

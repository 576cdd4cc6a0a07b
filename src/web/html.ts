/** What may stand in a hole of a template. Lists are written one after the other, undefined writes nothing. */
type HtmlValue = string | number | Html | readonly Html[] | undefined;

/** Attributes whose value a browser opens. */
const ADDRESS_ATTRIBUTE = /\b(?:href|action|formaction|src)="$/;
/** A hole right behind an equals sign: without quotes a space would begin the next attribute. */
const UNQUOTED = /=\s*$/;
/** Where our pages lead: own paths, places on the page, web addresses, and the links that open an editor. */
const SAFE_ADDRESS = /^(?:https?:\/\/|cursor:\/\/|vscode:|#|\/(?![/\\]))/;

class SafeHtml {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The markup, for whoever sends it. */
  get markup(): string {
    return this.#text;
  }
}

/** Markup in which every value is escaped. There is no way to make one but {@link html}. */
export type Html = SafeHtml;

/**
 * Names of workspaces, people and apps are chosen by strangers; as a template's value they are always text. Templates
 * that would let a value out of its place throw, whatever the value is: attributes need quotes, and addresses one of
 * few schemes, because `javascript:` needs no character that escaping touches.
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = parts[0] ?? '';
  values.forEach((value, index) => {
    const before = parts[index] ?? '';
    if (UNQUOTED.test(before)) {
      throw new TypeError('A value in an attribute needs quotes around it.');
    }
    if (ADDRESS_ATTRIBUTE.test(before) && !(typeof value === 'string' && SAFE_ADDRESS.test(value))) {
      throw new TypeError('This is no address that a page may lead to.');
    }
    markup += markupOf(value) + (parts[index + 1] ?? '');
  });
  return new SafeHtml(markup);
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(String(value));
  }
  return value instanceof SafeHtml ? value.markup : value.map(({ markup }) => markup).join('');
}

/** Text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

import { clickThrough } from '../sandbox/oauth/consent-form.js';

/** What a person sees at the end of a navigation. */
export interface Shown {
  readonly status: number;
  readonly headers: Headers;
  /** Where a redirect leads. */
  readonly location: string;
  readonly html: string;
}

/** A browser: keeps cookies and shows what it is told to open. Follows no redirect by itself, so that tests see each. */
export class Browser {
  readonly cookies = new Map<string, string>();

  async open(url: string, method = 'GET', body?: URLSearchParams): Promise<Shown> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: cookie === '' ? {} : { cookie },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') {
        this.cookies.delete(name);
      } else {
        this.cookies.set(name, value);
      }
    }
    return {
      status: response.status,
      headers: response.headers,
      location: response.headers.get('location') ?? '',
      html: await response.text(),
    };
  }

  /** Opens our link, answers the page that asks first, and gives what comes of it; `location` is Notion's address. */
  async follow(link: string, decision: 'continue' | 'cancel' = 'continue'): Promise<Shown> {
    const asked = await this.open(link);
    if (asked.status !== 200) {
      return asked;
    }
    const shown = await this.open(link, 'POST', new URLSearchParams({ ...fieldsOf(asked.html), decision }));
    const [, next = ''] = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(shown.html) ?? [];
    return { ...shown, location: unescaped(next) };
  }

  /** Opens our link, decides at Notion, and gives the callback's address without opening it. */
  async walkToCallback(
    link: string,
    choice: { readonly decision?: 'allow' | 'cancel'; readonly label?: RegExp } = {},
  ): Promise<string> {
    const { location } = await this.follow(link);
    return (await clickThrough(location, { decision: 'allow', ...choice })).href;
  }

  /** The whole way, to the page or redirect at its end. */
  async walk(link: string, choice: Parameters<Browser['walkToCallback']>[1] = {}): Promise<Shown> {
    return this.open(await this.walkToCallback(link, choice));
  }
}

/** The words of a page, without those at the top of every page. */
export function wordsOf(html: string): string {
  return html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<header[\s\S]*<\/header>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The hidden fields of a page's form. */
export function fieldsOf(html: string): Readonly<Record<string, string>> {
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

function unescaped(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)));
}

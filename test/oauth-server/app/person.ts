import { clickThrough } from '../../sandbox/oauth/consent-form.js';

/** Where a person ends up: on a page of ours, or sent away to another address. */
export interface Arrival {
  readonly url: string;
  /** 0 where the address is not ours and was not opened. */
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** What a browser sends beside the address. */
export interface Sent {
  readonly method?: string;
  readonly body?: URLSearchParams | string;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a person does at Notion. */
export interface AtNotion {
  readonly decision?: 'allow' | 'cancel';
  /** Chooses the account by what the consent page calls it. */
  readonly label?: RegExp;
  /** The account itself: ids of workspace and user, with a slash between. */
  readonly account?: string;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A form of one of our pages. */
export interface PageForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What a browser sends of the fields that limit changes. */
  readonly changeFields: Readonly<Record<string, string | readonly string[]>>;
  /** Ids and labels of the other boxes, and whether they are ticked. */
  readonly boxes: readonly { readonly value: string; readonly ticked: boolean; readonly text: string }[];
}

let people = 0;

/** An address of the internet that nobody has used yet, as the operator's proxy names it: limits count by address. */
export function newAddress(): string {
  people += 1;
  return `198.41.${people >> 8}.${people & 255}`;
}

/** A person with a browser of their own: keeps cookies by path, follows redirects, clicks through Notion's consent. */
export class Person {
  readonly #origin: string;
  readonly #address = newAddress();
  #cookies: Cookie[] = [];
  atNotion: AtNotion = {};
  /** Every address that was opened. */
  readonly visited: string[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  get cookies(): readonly Cookie[] {
    return this.#cookies;
  }

  /** Takes over a cookie that somebody else has planted. */
  plant(cookie: Cookie): void {
    this.#cookies = [
      ...this.#cookies.filter(({ name, path }) => name !== cookie.name || path !== cookie.path),
      cookie,
    ];
  }

  /** Opens one address and follows nothing. */
  async open(url: string, init: Sent = {}): Promise<Response> {
    this.visited.push(url);
    const { pathname } = new URL(url);
    const cookie = this.#cookies
      .filter(({ path }) => path === '/' || pathname === path || pathname.startsWith(`${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        'x-forwarded-for': this.#address,
        ...(cookie === '' ? {} : { cookie }),
        ...init.headers,
      },
    });
    for (const line of response.headers.getSetCookie()) {
      this.#take(line);
    }
    return response;
  }

  /** Opens an address and goes wherever it leads, up to a page that asks something or a place that is not ours. */
  async visit(url: string, init: Sent = {}): Promise<Arrival> {
    let next = url;
    let options = init;
    for (let steps = 0; steps < 20; steps += 1) {
      const response = await this.open(next, options);
      options = {};
      const html = await response.text();
      const location = response.headers.get('location');
      const refresh = /<meta http-equiv="refresh" content="0;url=([^"]+)"/.exec(html)?.[1];
      const to = location ?? (refresh === undefined ? undefined : unescaped(refresh));
      if (to === undefined) {
        return { url: next, status: response.status, html, headers: response.headers };
      }
      const target = new URL(to, next);
      const isAtNotion = target.origin !== this.#origin && target.pathname === '/authorize';
      if (isAtNotion || target.pathname.endsWith('/v1/oauth/authorize')) {
        next = (await clickThrough(target.href, { decision: 'allow', ...this.atNotion })).href;
      } else if (target.origin === this.#origin) {
        next = target.href;
      } else {
        return { url: target.href, status: 0, html, headers: response.headers };
      }
    }
    throw new Error(`The way does not end: ${this.visited.slice(-5).join(' → ')}`);
  }

  /** Sends the form of a page. */
  submit(page: Arrival, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Arrival> {
    const form = formOf(page.html);
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...form.fields, ...form.changeFields, ...fields })) {
      for (const one of [value].flat()) {
        body.append(name, one);
      }
    }
    return this.visit(new URL(form.action, page.url).href, { method: 'POST', body });
  }

  /** Follows a connect link: our page that asks first, Notion, and where that ends. */
  async follow(link: string): Promise<Arrival> {
    const page = await this.visit(link);
    return page.status === 200 ? this.submit(page, { decision: 'continue' }) : page;
  }

  /** The whole way of an app's authorization request: our consent, Notion's if need be, back to the app. */
  async authorize(url: string, workspaces?: readonly string[]): Promise<URL> {
    let page = await this.visit(url);
    for (let rounds = 0; page.status !== 0 && rounds < 3; rounds += 1) {
      if (!page.html.includes('name="decision"')) {
        throw new Error(`No consent page: ${page.status} ${page.url} ${wordsOf(page.html)}`);
      }
      const boxes = formOf(page.html).boxes;
      const chosen = boxes.filter(({ ticked, text }) => workspaces?.includes(text) ?? ticked);
      page = await this.submit(page, { decision: 'allow', workspace: chosen.map(({ value }) => value) });
    }
    return new URL(page.url);
  }

  #take(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (value !== '' && !attributes.some((part) => /^expires=Thu, 01 Jan 1970/i.test(part))) {
      this.#cookies.push({ name, value, path });
    }
  }
}

/** The first form of a page of ours. */
export function formOf(html: string): PageForm {
  const [, open = '', content = ''] = /<form([^>]*)>([\s\S]*?)<\/form\s*>/.exec(html) ?? [];
  const inputs = [...content.matchAll(/<input([^>]*)>/g)].map(([, text = '']) => attributesOf(text));
  const labels = [...content.matchAll(/<label[\s\S]*?<\/label\s*>/g)]
    .map(([label]) => label)
    .filter((label) => label.includes('<input'))
    .filter((label) => !label.includes('name="change_kind"'));
  const kinds = inputs.filter((input) => input['name'] === 'change_kind' && 'checked' in input);
  const texts = [...content.matchAll(/<textarea[\s\S]*?name="(change_\w+)"[^>]*>\n([\s\S]*?)<\/textarea>/g)];
  return {
    action: attributesOf(open)['action'] ?? '',
    fields: Object.fromEntries(
      inputs.filter(({ type }) => type === 'hidden').map(({ name = '', value = '' }) => [name, value]),
    ),
    changeFields:
      texts.length === 0
        ? {}
        : {
            change_kind: kinds.map(({ value = '' }) => value),
            ...Object.fromEntries(texts.map(([, name = '', text = '']) => [name, text])),
          },
    boxes: labels.map((label) => {
      const box = attributesOf(/<input([^>]*)>/.exec(label)?.[1] ?? '');
      return {
        value: box['value'] ?? '',
        ticked: 'checked' in box,
        text: wordsOf(/<bdi>(.*?)<\/bdi>/.exec(label)?.[1] ?? ''),
      };
    }),
  };
}

/** Where the links of a page lead. */
export function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/<a([^>]*)>/g)].map(([, text = '']) => attributesOf(text)['href'] ?? '');
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name,
      unescaped(value),
    ]),
  );
}

/** The words of a page. */
export function wordsOf(html: string): string {
  return html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function unescaped(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)));
}

/** What a person sees of the consent page's form. */
export interface ConsentForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Reads the form of the page as a browser does. */
export function formOf(html: string): ConsentForm {
  const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const options = [...html.matchAll(/<option value="([^"]*)">([^<]*)<\/option>/g)];
  return {
    action: /<form method="post" action="([^"]+)">/.exec(html)?.[1] ?? '',
    fields: Object.fromEntries(fields.map(([, name = '', value = '']) => [name, unescaped(value)])),
    options: options.map(([, value = '', label = '']) => ({ value: unescaped(value), label })),
  };
}

/** Opens the consent page, decides, and gives the address that the browser is sent to. Chosen is an account, or the first of a label. */
export async function clickThrough(
  authorizeUrl: string,
  choice: { readonly decision: 'allow' | 'cancel'; readonly label?: RegExp; readonly account?: string },
): Promise<URL> {
  const { decision, label = /./, account: wanted } = choice;
  const { action, fields, options } = formOf(await (await fetch(authorizeUrl)).text());
  const account =
    options.find(({ value, label: shown }) => (wanted === undefined ? label.test(shown) : value === wanted))
      ?.value ?? '';
  const reply = await fetch(new URL(action, authorizeUrl), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...fields, account, decision }),
  });
  return new URL(reply.headers.get('location') ?? '');
}

function unescaped(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_entity, code: string) => String.fromCodePoint(Number(code)));
}

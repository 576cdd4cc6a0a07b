import { formOf } from '../oauth/consent-form.js';

/** What a person does on the consent page. */
export interface Choice {
  readonly decision: 'allow' | 'cancel';
  /** The first account that its label fits; anybody if not given. */
  readonly label?: RegExp;
}

/** Opens the consent page, decides, and gives the address of the client that the browser ends at. */
export async function consentTo(
  authorizeUrl: string | URL,
  choice: Choice = { decision: 'allow' },
): Promise<URL> {
  const asked = await fetch(authorizeUrl);
  const html = await asked.text();
  if (asked.status !== 200) {
    throw new Error(`The authorization page answered ${asked.status}: ${html}`);
  }
  const { action, fields, options } = formOf(html);
  const account = options.find(({ label }) => (choice.label ?? /./).test(label))?.value ?? '';
  const decided = await fetch(new URL(action, authorizeUrl), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...fields, account, decision: choice.decision }),
  });
  const callback = await fetch(decided.headers.get('location') ?? '', { redirect: 'manual' });
  const location = callback.headers.get('location');
  if (location === null) {
    throw new Error(`The callback answered ${callback.status}: ${await callback.text()}`);
  }
  return new URL(location);
}

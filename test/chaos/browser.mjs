/** Follows a connect link as a person does: our address, the consent page, the choice, and back. Gives the last page. */
export async function connectWithBrowser(link, { workspace, user }, secrets) {
  const toNotion = await fetch(link, { redirect: 'manual' });
  if (toNotion.status !== 303) {
    return { status: toNotion.status, html: await toNotion.text() };
  }
  const cookies = toNotion.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';')));
  const consentUrl = toNotion.headers.get('location');
  const html = await (await fetch(consentUrl)).text();
  const account = `${workspace.id}/${user.id}`;
  if (!html.includes(`<option value="${account}">`)) {
    throw new Error(`The consent page does not offer ${user.name} in ${workspace.name}.`);
  }
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const form = Object.fromEntries(hidden.map(([, name, value]) => [name, unescaped(value)]));
  const back = await fetch(new URL('/v1/oauth/authorize', consentUrl), {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ ...form, account, decision: 'allow' }),
  });
  const callback = new URL(back.headers.get('location'));
  secrets.add(link.slice(link.lastIndexOf('/') + 1)).add(callback.searchParams.get('code'));
  cookies.forEach((cookie) => secrets.add(cookie.slice(cookie.indexOf('=') + 1)));
  const last = await fetch(callback, { redirect: 'manual', headers: { cookie: cookies.join('; ') } });
  return { status: last.status, html: await last.text() };
}

function unescaped(text) {
  return text.replaceAll(/&#(\d+);/g, (_entity, code) => String.fromCodePoint(Number(code)));
}

/** Follows a connect link as a person does: our address, our question, the consent page, the choice, and back. Gives the last page. */
export async function connectWithBrowser(link, { workspace, user }, secrets) {
  const asked = await fetch(link, { redirect: 'manual' });
  const page = await asked.text();
  if (asked.status !== 200) {
    return { status: asked.status, html: page };
  }
  const [, formToken] = /name="form_token" value="([^"]*)"/.exec(page);
  const toNotion = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(asked).join('; ') },
    body: new URLSearchParams({ form_token: formToken, decision: 'continue' }),
  });
  const cookies = cookiesOf(toNotion);
  const [, next] = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(await toNotion.text());
  const consentUrl = unescaped(next);
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

function cookiesOf(response) {
  return response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(';')));
}

function unescaped(text) {
  return text.replaceAll(/&#(\d+);/g, (_entity, code) => String.fromCodePoint(Number(code)));
}

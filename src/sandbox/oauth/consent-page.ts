import { accountKey, type Account } from './accounts.js';

/** What the page asks: may this client read as one of these people, and redirect there? */
interface ConsentQuestion {
  readonly question: string;
  /** Where the decision is sent. */
  readonly action: string;
  readonly clientName: string;
  readonly accounts: readonly Account[];
  /** The parameters of the authorization request, sent back with the decision. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Text as it may stand in HTML, in attributes too. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/** Plain and grey on purpose: nobody shall take it for Notion, or for the server's own pages. */
const STYLE = `
:root{color-scheme:light dark;--ground:#f3f4f6;--card:#fff;--text:#1f2328;--quiet:#57606a;--line:#8c959f;--main:#2f3b4a;--on-main:#fff;--band:#fff3c4;--on-band:#4d3800}
@media (prefers-color-scheme:dark){:root{--ground:#16181c;--card:#21252b;--text:#e6e8eb;--quiet:#a5adb8;--line:#6b7480;--main:#c9d1dc;--on-main:#16181c;--band:#3a3010;--on-band:#f3dc8c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,sans-serif}
header{padding:.6rem 1.25rem;background:var(--band);color:var(--on-band);font-size:.95rem;font-weight:600;text-align:center}
main{max-width:30rem;margin:2.5rem auto;padding:0 1.25rem}
h1{margin:0 0 1rem;font-size:1.6rem;line-height:1.25;overflow-wrap:anywhere}
form{padding:1.25rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
p{margin:0 0 1rem}
label{font-size:.9rem;color:var(--quiet)}
select,button{min-height:2.75rem;padding:.5rem .9rem;border:1px solid var(--line);border-radius:.5rem;background:var(--card);color:var(--text);font:inherit}
select{width:100%;margin-top:.35rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:0}
.actions button{flex:1 1 9rem;font-weight:600;cursor:pointer}
.actions button:first-child{background:var(--main);border-color:var(--main);color:var(--on-main)}
:focus-visible{outline:3px solid var(--line);outline-offset:2px}
`;

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<meta name="color-scheme" content="light dark">
<style>${STYLE}</style>
</head>
<body>
<header>The sandbox of notion-rest-mcp, not Notion</header>
<main>
${content}
</main>
</body>
</html>
`;
}

function option(account: Account): string {
  const { name, email } = account.user;
  const label = email === null ? name : `${name} (${email})`;
  return `<option value="${escaped(accountKey(account))}">${escaped(label)}</option>`;
}

/** The page on which a person chooses a workspace and allows or cancels. Works without scripts. */
export function consentPage(asked: ConsentQuestion): string {
  const { question, action, clientName, accounts, parameters } = asked;
  const hidden = Object.entries(parameters).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const groups = [...new Set(accounts.map(({ workspace }) => workspace))].map((workspace) => {
    const options = accounts.filter((account) => account.workspace === workspace).map(option);
    return `<optgroup label="${escaped(workspace.name)}">${options.join('')}</optgroup>`;
  });
  return page(
    `Connect ${clientName}`,
    `<h1>${escaped(question)}</h1>
<form method="post" action="${escaped(action)}">
${hidden.join('\n')}
<p><label>Workspace and person<br><select name="account">${groups.join('')}</select></label></p>
<p class="actions"><button name="decision" value="allow">Allow access</button> <button name="decision" value="cancel">Cancel</button></p>
</form>`,
  );
}

/** The page for a request whose sender cannot be trusted with an answer. */
export function refusalPage(problem: string): string {
  return page('Cannot connect', `<h1>Cannot connect</h1>\n<p>${escaped(problem)}</p>`);
}

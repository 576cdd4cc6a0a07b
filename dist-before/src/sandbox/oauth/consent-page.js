import { accountKey } from './accounts.js';
/** Text as it may stand in HTML, in attributes too. */
function escaped(text) {
    return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
function page(title, content) {
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem; color: #222 }
select, button { font: inherit; padding: .5rem .75rem }
select { width: 100% }
small { color: #666 }
</style>
</head>
<body>
${content}
<p><small>This is the sandbox of notion-rest-mcp, not Notion.</small></p>
</body>
</html>
`;
}
function option(account) {
    const { name, email } = account.user;
    const label = email === null ? name : `${name} (${email})`;
    return `<option value="${escaped(accountKey(account))}">${escaped(label)}</option>`;
}
/** The page on which a person chooses a workspace and allows or cancels. Works without scripts. */
export function consentPage(asked) {
    const { question, action, clientName, accounts, parameters } = asked;
    const hidden = Object.entries(parameters).map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`);
    const groups = [...new Set(accounts.map(({ workspace }) => workspace))].map((workspace) => {
        const options = accounts.filter((account) => account.workspace === workspace).map(option);
        return `<optgroup label="${escaped(workspace.name)}">${options.join('')}</optgroup>`;
    });
    return page(`Connect ${clientName}`, `<h1>${escaped(question)}</h1>
<form method="post" action="${escaped(action)}">
${hidden.join('\n')}
<p><label>Workspace and person<br><select name="account">${groups.join('')}</select></label></p>
<p><button name="decision" value="allow">Allow access</button> <button name="decision" value="cancel">Cancel</button></p>
</form>`);
}
/** The page for a request whose sender cannot be trusted with an answer. */
export function refusalPage(problem) {
    return page('Cannot connect', `<h1>Cannot connect</h1>\n<p>${escaped(problem)}</p>`);
}

/**
 * Puts a button beside every text to copy. Without scripts, a click on the text selects all of it; where the browser
 * gives no clipboard (an address without https), the button selects it and tries the older way.
 */
export const COPY_SCRIPT = `
for (const text of document.querySelectorAll('main pre')) {
  const row = document.createElement('div');
  const button = document.createElement('button');
  const name = text.getAttribute('aria-label') ?? 'text';
  const say = (word) => {
    button.textContent = word;
    button.setAttribute('aria-label', word + ': ' + name);
  };
  row.className = 'copying';
  button.type = 'button';
  button.className = 'button';
  button.setAttribute('aria-live', 'polite');
  say('Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      say('Copied');
    } catch {
      getSelection().selectAllChildren(text);
      say(document.execCommand('copy') ? 'Copied' : 'Selected');
    }
    setTimeout(() => say('Copy'), 2000);
  });
  text.replaceWith(row);
  row.append(text, button);
}
`;

import { html, type Html } from '../../web/html.js';
import type { Block, Inline, ListBlock } from './answer-blocks.js';

/** An answer as markup. The script of the page makes the same of the same blocks. */
export function answerHtml(blocks: readonly Block[]): readonly Html[] {
  return blocks.map(blockHtml);
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${inlinesHtml(block.inlines)}</p>`;
    case 'heading':
      // No heading of the page's own: those are its structure.
      return html`<p><strong>${inlinesHtml(block.inlines)}</strong></p>`;
    case 'code':
      return html`<pre tabindex="0">${block.text}</pre>`;
    case 'list':
      return listHtml(block);
    case 'table':
      return html`<div class="table" tabindex="0">
        <table>
          <thead>
            <tr>
              ${block.head.map((cell) => html`<th scope="col">${inlinesHtml(cell)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${block.rows.map(
              (row) =>
                html`<tr>
                  ${row.map((cell) => html`<td>${inlinesHtml(cell)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }
}

function listHtml({ ordered, start, items }: ListBlock): Html {
  const rows = items.map(
    ({ inlines, lists }) => html`<li>${inlinesHtml(inlines)}${lists.map(listHtml)}</li>`,
  );
  return ordered
    ? html`<ol start="${String(start)}">
        ${rows}
      </ol>`
    : html`<ul>
        ${rows}
      </ul>`;
}

function inlinesHtml(inlines: readonly Inline[]): readonly Html[] {
  return inlines.map((inline) => {
    switch (inline.kind) {
      case 'text':
        return html`${inline.text}`;
      case 'strong':
        return html`<strong>${inline.text}</strong>`;
      case 'emphasis':
        return html`<em>${inline.text}</em>`;
      case 'code':
        return html`<code>${inline.text}</code>`;
      case 'link': {
        const { href, text, place } = inline;
        return html`<a href="${href}" rel="noopener noreferrer nofollow" target="_blank">${text}</a>${
            place === undefined ? undefined : html` <span class="place-of">(${place})</span>`
          }`;
      }
    }
  });
}

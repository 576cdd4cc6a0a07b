/** A number without decimals; a dash where there is none. */
export function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en') : '–';
}

/** `12.3 %`; nothing where there is no share. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '';
}

/** A table in Markdown; columns whose name ends with a colon hold numbers. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const rule = head.map((name) => (name.endsWith(':') ? '---:' : '---'));
  return [row(head.map((name) => name.replace(/:$/, ''))), row(rule), ...rows.map(row)].join('\n');
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

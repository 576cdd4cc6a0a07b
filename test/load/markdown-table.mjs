/** A number without decimals. */
export const whole = (value) => Math.round(value).toLocaleString('en');

const row = (cells) => `| ${cells.join(' | ')} |`;

/** A table in Markdown; columns whose name ends with a colon hold numbers. */
export function table(head, rows) {
  const rule = head.map((name) => (name.endsWith(':') ? '---:' : '---'));
  return [row(head.map((name) => name.replace(/:$/, ''))), row(rule), ...rows.map(row)].join('\n');
}

/** A tool's call as a person reads it: `▶ tool database: Tasks · where: Status equals In progress`, instead of JSON. */
export function plainCall(tool: string, input: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(input).map(([name, value]) => `${name}: ${plain(value)}`);
  return `▶ ${tool} ${parts.join(' · ')}`;
}

function plain(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map((item) => plain(item)).join(', ');
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value)
        .map((part) => (Array.isArray(part) ? part.map((item) => plain(item)).join(' or ') : plain(part)))
        .join(' ')
    : String(value);
}

/** Icon and cover as REST takes them: an emoji or an address; `none` removes. */
export function restLooks(input: {
  readonly icon?: string | undefined;
  readonly cover?: string | undefined;
}): Record<string, unknown> {
  return {
    ...(input.icon !== undefined && { icon: iconOf(input.icon) }),
    ...(input.cover !== undefined && { cover: input.cover === 'none' ? null : external(input.cover) }),
  };
}

function iconOf(icon: string): unknown {
  if (icon === 'none') {
    return null;
  }
  return icon.startsWith('http') ? external(icon) : { emoji: icon };
}

function external(url: string): unknown {
  return { external: { url } };
}

import { Router } from 'express';

/** What a router was told to mount where, as it was told: Express keeps no paths that can be read again. */
interface Mounted {
  readonly routes: string[];
  readonly below: { readonly path: string; readonly router: object }[];
}

const prototype = Router.prototype as {
  route: (this: object, path: unknown) => unknown;
  use: (this: object, ...handlers: unknown[]) => unknown;
};

/** Records all routes of routers that are made until `stop`. */
export function recordRoutes(): { stop(): void; paths(): string[] } {
  const mounted = new Map<object, Mounted>();
  const inner = new Set<object>();
  const of = (router: object): Mounted => {
    const known = mounted.get(router) ?? { routes: [], below: [] };
    mounted.set(router, known);
    return known;
  };
  const { route, use } = prototype;
  prototype.route = function (this: object, path: unknown) {
    of(this).routes.push(...[path].flat().map(String));
    return route.call(this, path);
  };
  prototype.use = function (this: object, ...handlers: unknown[]) {
    const [first] = handlers.flat();
    const paths = typeof first === 'function' ? [''] : [handlers[0]].flat().map(String);
    for (const handler of handlers.flat()) {
      if (typeof handler === 'function' && 'stack' in handler) {
        inner.add(handler);
        of(this).below.push(...paths.map((path) => ({ path, router: handler })));
      }
    }
    return use.apply(this, handlers);
  };
  const pathsOf = (router: object, prefix: string): string[] => {
    const { routes, below } = mounted.get(router) ?? { routes: [], below: [] };
    return [
      ...routes.map((path) => `${prefix}${path}`),
      ...below.flatMap((each) => pathsOf(each.router, `${prefix}${each.path}`)),
    ];
  };
  return {
    stop: () => Object.assign(prototype, { route, use }),
    paths: () =>
      [...mounted.keys()]
        .filter((router) => !inner.has(router))
        .flatMap((router) => pathsOf(router, ''))
        .map((path) => path.replaceAll('//', '/'))
        .map((path) => (path.length > 1 ? path.replace(/\/$/, '') : path)),
  };
}

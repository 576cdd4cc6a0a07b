import { Router } from 'express';

const METHODS = ['get', 'post', 'delete', 'all'] as const;
type Method = (typeof METHODS)[number];

/** What a router was told to mount where, as it was told: Express keeps no paths that can be read again. */
interface Mounted {
  readonly routes: { readonly path: string; readonly methods: ReadonlySet<Method> }[];
  readonly below: { readonly path: string; readonly router: object }[];
}

const prototype = Router.prototype as {
  route: (this: object, path: unknown) => unknown;
  use: (this: object, ...handlers: unknown[]) => unknown;
};

const routePrototype = Object.getPrototypeOf(Router().route('/')) as Record<
  Method,
  (this: object, ...handlers: unknown[]) => unknown
>;

/** Records all routes of routers that are made until `stop`, as `get /path` or, for each method, `all /path`. */
export function recordRoutes(): { stop(): void; operations(): string[] } {
  const methodsOf = new Map<object, Set<Method>>();
  const mounted = new Map<object, Mounted>();
  const inner = new Set<object>();
  const of = (router: object): Mounted => {
    const known = mounted.get(router) ?? { routes: [], below: [] };
    mounted.set(router, known);
    return known;
  };
  const { route, use } = prototype;
  prototype.route = function (this: object, path: unknown) {
    const made = route.call(this, path);
    const methods = new Set<Method>();
    methodsOf.set(made as object, methods);
    of(this).routes.push(...[path].flat().map((one) => ({ path: String(one), methods })));
    return made;
  };
  const own = METHODS.map((method) => [method, routePrototype[method]] as const);
  for (const [method, add] of own) {
    routePrototype[method] = function (this: object, ...handlers: unknown[]) {
      methodsOf.get(this)?.add(method);
      return add.apply(this, handlers);
    };
  }
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
  const operationsOf = (router: object, prefix: string): string[] => {
    const { routes, below } = mounted.get(router) ?? { routes: [], below: [] };
    return [
      ...routes.flatMap(({ path, methods }) =>
        inOne(methods).map((method) => `${method} ${shortened(`${prefix}${path}`)}`),
      ),
      ...below.flatMap((each) => operationsOf(each.router, `${prefix}${each.path}`)),
    ];
  };
  return {
    stop: () =>
      Object.assign(prototype, { route, use }) && Object.assign(routePrototype, Object.fromEntries(own)),
    operations: () =>
      [...mounted.keys()]
        .filter((router) => !inner.has(router))
        .flatMap((router) => operationsOf(router, '')),
  };
}

/** An application mounts what is for all methods at each of them. */
function inOne(methods: ReadonlySet<Method>): readonly Method[] {
  return METHODS.every((method) => method === 'all' || methods.has(method)) ? ['all'] : [...methods];
}

function shortened(path: string): string {
  const single = path.replaceAll('//', '/');
  return single.length > 1 ? single.replace(/\/$/, '') : single;
}

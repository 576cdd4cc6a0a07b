// Modules of Node that the program's start names but does not need yet: they take 4 ms to load, of the 40 until a client
// has its list of tools. Of these our code imports only functions; each takes the module when it is first called.

const LATE = /^node:(?:crypto|zlib)$/;
const NAMESPACE = 'late-builtin';

export const lateBuiltins = {
  name: 'late-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LATE }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: NAMESPACE } : undefined,
    );
    onLoad({ filter: LATE, namespace: NAMESPACE }, async ({ path }) => {
      const { default: module } = await import(path);
      // A class cannot be called in its place, nor can what is no function: importing one fails the build.
      const functions = Object.keys(module).filter(
        (name) => typeof module[name] === 'function' && /^[a-z]/.test(name),
      );
      return {
        contents: [
          'let loaded;',
          `const late = () => (loaded ??= process.getBuiltinModule('${path}'));`,
          ...functions.map((name) => `export const ${name} = (...given) => late().${name}(...given);`),
        ].join('\n'),
      };
    });
  },
};

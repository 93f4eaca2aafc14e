import { basename, join, relative } from 'node:path';

/**
 * An esbuild plugin by which what the command line imports dynamically becomes a bundle of its own,
 * `dist/<file>.cjs`, which src/main.ts loads when it is wanted. `entryPoints` tells what was met.
 */
export function ownBundles() {
  const files = new Map();
  return {
    entryPoints: () => Object.fromEntries(files),
    plugin: {
      name: 'own-bundles',
      setup({ onResolve }) {
        onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
          if (kind !== 'dynamic-import') return undefined;
          const name = basename(path, '.ts');
          files.set(name, relative('.', join(resolveDir, path)));
          return { path: `./${name}.cjs`, external: true };
        });
      },
    },
  };
}

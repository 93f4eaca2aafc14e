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
          const file = relative('.', join(resolveDir, path));
          const other = files.get(name) ?? file;
          if (other !== file) return { errors: [{ text: `${name}.cjs would be ${other} and ${file}` }] };
          files.set(name, file);
          return { path: `./${name}.cjs`, external: true };
        });
      },
    },
  };
}

// Writes V8's code cache for dist/cli.cjs and this Node.js, beside the bundle. Run by the build and, for the
// user's own Node.js, by the installation; never at run time. Without it everything works, only slower to start.
//
// The cache is taken after a run of the main job, so that it holds the functions which V8 compiles lazily too.
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const dist = join(__dirname, '..', 'dist');
const file = join(dist, 'cli.cjs');

const SAMPLE_NODE = {
  'etc/hostname': 'node01\n',
  'etc/systemd/system/kubelet.service':
    '[Unit]\nDescription=kubelet\n\n[Service]\nEnvironmentFile=-/etc/default/kubelet\nEnvironment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"\nExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_EXTRA_ARGS\nRestart=always\n',
  'etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--node-ip=192.0.2.1\n',
  'var/lib/kubelet/config.yaml':
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: /etc/kubernetes/manifests\nclusterDNS:\n- 10.96.0.10\nfeatureGates: {}\n',
  'etc/kubernetes/manifests/web.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n  containers:\n  - name: web\n    image: registry.example/web:1\n    ports:\n    - containerPort: 80\n    volumeMounts:\n    - name: data\n      mountPath: /data\n  volumes:\n  - name: data\n    hostPath: {path: /data, type: DirectoryOrCreate}\n',
};

async function main() {
  const source = readFileSync(file);
  const script = new Script(Module.wrap(source.toString('latin1')), { filename: file });
  const loaded = new Module(file);
  loaded.filename = file;
  loaded.paths = [];
  require.cache[file] = loaded;
  script.runInThisContext()(loaded.exports, Module.createRequire(file), loaded, file, dist);

  const root = mkdtempSync(join(tmpdir(), 'spctl-'));
  try {
    for (const [path, text] of Object.entries(SAMPLE_NODE)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    await silently(async () => {
      await loaded.exports.start(dist, ['where', '--root', root]);
      await loaded.exports.start(dist, ['lint', '--root', root]);
      await loaded.exports.start(dist, ['lint', join(root, 'etc/kubernetes/manifests/web.yaml')]);
    });
    const cache = join(dist, 'cache');
    mkdirSync(cache, { recursive: true });
    writeFileSync(
      join(cache, `${process.version}-${process.arch}.bin`),
      Buffer.concat([source, script.createCachedData()]),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function silently(work) {
  const { stdout, stderr, exit } = process;
  const write = [stdout.write, stderr.write];
  stdout.write = () => true;
  stderr.write = () => true;
  process.exit = () => undefined;
  try {
    await work();
  } finally {
    [stdout.write, stderr.write] = write;
    process.exit = exit;
    process.exitCode = 0;
  }
}

// In a clone this also runs before the first build: then there is nothing to cache yet. Whatever fails here
// costs start-up time only, so it must not fail an installation.
main().catch((error) => {
  if (error.code !== 'ENOENT') console.error(`no code cache: ${error.message}`);
});

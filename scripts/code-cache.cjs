// Writes V8's code cache for dist/cli.cjs and this Node.js, beside the bundle. Run by the build and, for the
// user's own Node.js, by the installation; never at run time. Without it everything works, only slower to start.
//
// The cache is taken after a run of the main job, so that it holds the functions which V8 compiles lazily too.
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
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

/** What each command's cache is taken after. `ROOT` is the sample node. */
const RUNS = {
  where: [['where', '--root', 'ROOT']],
  cmdline: [['cmdline', '--root', 'ROOT']],
  config: [['config', '--root', 'ROOT']],
  lint: [
    ['lint', '--root', 'ROOT'],
    ['lint', 'ROOT/etc/kubernetes/manifests/web.yaml'],
  ],
};

/** Each cache in a process of its own: V8 keeps what it compiled for one script when it meets it again. */
function main() {
  if (!existsSync(file)) return;
  const root = mkdtempSync(join(tmpdir(), 'spctl-'));
  try {
    for (const [path, text] of Object.entries(SAMPLE_NODE)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(dist, 'cache'), { recursive: true });
    for (const command of Object.keys(RUNS)) {
      execFileSync(process.execPath, [__filename, command, root], { stdio: 'ignore' });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function writeCache(command, root) {
  const source = readFileSync(file);
  const script = new Script(Module.wrap(source.toString('latin1')), { filename: file });
  const loaded = new Module(file);
  loaded.filename = file;
  loaded.paths = [];
  require.cache[file] = loaded;
  script.runInThisContext()(loaded.exports, Module.createRequire(file), loaded, file, dist);
  for (const args of RUNS[command]) {
    await loaded.exports.start(
      dist,
      args.map((word) => word.replace('ROOT', root)),
    );
  }
  process.exitCode = 0;
  writeFileSync(
    join(dist, 'cache', `${process.version}-${process.arch}-${command}.bin`),
    Buffer.concat([source, script.createCachedData()]),
  );
}

// In a clone this also runs before the first build: then there is nothing to cache yet. Whatever fails here
// costs start-up time only, so it must not fail an installation.
const [, , command, root] = process.argv;
if (command) {
  writeCache(command, root);
} else {
  try {
    main();
  } catch (error) {
    console.error(`no code cache: ${error.message}`);
  }
}

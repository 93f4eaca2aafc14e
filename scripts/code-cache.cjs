// Writes V8's code cache for the bundles in dist and this Node.js, beside them. Run by the build and, for the
// user's own Node.js, by the installation; never at run time. Without it everything works, only slower to start.
//
// The cache is taken after a run of the main job, so that it holds the functions which V8 compiles lazily too.
const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

const dist = join(__dirname, '..', 'dist');
const main = join(dist, 'main.cjs');

const SAMPLE_NODE = {
  'etc/hostname': 'node01\n',
  'etc/systemd/system/kubelet.service':
    '[Unit]\nDescription=kubelet\n\n[Service]\nEnvironmentFile=-/etc/default/kubelet\nEnvironment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"\nExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_EXTRA_ARGS\nRestart=always\n',
  'etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--node-ip=192.0.2.1\n',
  'var/lib/kubelet/config.yaml':
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: /etc/kubernetes/manifests\nclusterDNS:\n- 10.96.0.10\nfeatureGates: {}\n',
  'settings.yaml': "checks: {fixed-uid: off}\nexclude: ['*.bak']\nkubeletVersions: ['1.34']\n",
  'etc/kubernetes/manifests/web.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n  containers:\n  - name: web\n    image: registry.example/web:1\n    ports:\n    - containerPort: 80\n    volumeMounts:\n    - name: data\n      mountPath: /data\n  volumes:\n  - name: data\n    hostPath: {path: /data, type: DirectoryOrCreate}\n',
};

/** Each cache: the bundle it is for, and what is run before it is taken. `ROOT` is the sample node. */
const CACHES = {
  cli: ['cli', ['--help'], ['rules'], ['explain', 'static-pod'], ['settings', 'ROOT']],
  where: ['node', ['where', '--root', 'ROOT']],
  cmdline: ['node', ['cmdline', '--root', 'ROOT']],
  config: ['node', ['config', '--root', 'ROOT']],
  configuration: ['configuration', ['config', '--root', 'ROOT']],
  collect: ['node', ['collect', '-', '--root', 'ROOT']],
  collector: ['collector', ['collect', '-', '--root', 'ROOT']],
  lint: [
    'cli',
    ['lint', '--root', 'ROOT'],
    ['lint', 'ROOT/etc/kubernetes/manifests/web.yaml'],
    ['lint', 'ROOT/etc/kubernetes/manifests/web.yaml', '--settings', 'ROOT/settings.yaml'],
  ],
  doctor: ['cli', ['doctor', '--root', 'ROOT', '-o', 'text']],
  status: ['cli', ['status', '--root', 'ROOT']],
  render: ['cli', ['render', 'ROOT/etc/kubernetes/manifests/web.yaml']],
  'effective-pod': ['effective-pod', ['render', 'ROOT/etc/kubernetes/manifests/web.yaml']],
  'rendered-pod': ['rendered-pod', ['render', 'ROOT/etc/kubernetes/manifests/web.yaml']],
  'stage-rules': ['stage-rules', ['rules']],
  explanation: ['explanation', ['explain', 'spec.containers.livenessProbe'], ['explain', 'static-pod']],
  'load-settings': [
    'load-settings',
    ['settings', 'ROOT'],
    ['lint', 'ROOT/etc/kubernetes/manifests/web.yaml', '--settings', 'ROOT/settings.yaml'],
  ],
  'judge-directory': ['judge-directory', ['where', '--root', 'ROOT', '--files']],
  'tar-host': [
    'tar-host',
    ['collect', 'ROOT/node.tar', '--force', '--root', 'ROOT'],
    ['where', '--root', 'ROOT/node.tar'],
  ],
};

/** Each cache in a process of its own: V8 keeps what it compiled for one script when it meets it again. */
function makeCaches() {
  if (!existsSync(main)) return;
  const root = mkdtempSync(join(tmpdir(), 'spctl-'));
  try {
    for (const [path, text] of Object.entries(SAMPLE_NODE)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(dist, 'cache'), { recursive: true });
    for (const name of Object.keys(CACHES)) {
      execFileSync(process.execPath, [__filename, name, root], { stdio: 'ignore' });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function writeCache(name, root) {
  const { bundles, start } = require(main);
  const [bundle, ...runs] = CACHES[name];
  for (const args of runs) await start(args.map((word) => word.replace('ROOT', root)));
  process.exitCode = 0;
  const { source, script } = bundles.get(bundle);
  writeFileSync(
    join(dist, 'cache', `${process.version}-${process.arch}-${name}.bin`),
    Buffer.concat([source, script.createCachedData()]),
  );
}

// In a clone this also runs before the first build: then there is nothing to cache yet. Whatever fails here
// costs start-up time only, so it must not fail an installation.
const [, , name, root] = process.argv;
if (name) {
  writeCache(name, root);
} else {
  try {
    makeCaches();
  } catch (error) {
    console.error(`no code cache: ${error.message}`);
  }
}

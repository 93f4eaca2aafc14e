// Builds what npm installs from a clone. Where npm installs globally from git (npm install -g git+…, as pre-commit
// does), it hands that wish on to the installation in the clone, whose own dependencies then are not there.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const npm = (...args) =>
  execFileSync('npm', args, {
    // Windows has a npm.cmd, which only a shell starts; the words are ours.
    shell: process.platform === 'win32',
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, npm_config_global: 'false', npm_config_location: 'project' },
  });

if (!existsSync('node_modules/esbuild')) npm('ci', '--include=dev', '--ignore-scripts');
npm('run', 'build');

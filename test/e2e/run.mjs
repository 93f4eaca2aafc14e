// npm run test:e2e: faults put one after another into nodes with a real kubelet and a real containerd, and what doctor
// says of each; states of static pods and their mirrors on such nodes with a real API server and etcd, and what status
// and which say of each. Needs root on Linux, Go, containerd, runc, curl and systemd's programs, no network but a Go
// module proxy, and no systemd that runs. The nodes live in namespaces and cgroups of their own: the machine's own kubelet, if it
// has one, is not touched, and nothing is left of them.
//
//     npm run test:e2e [-- what vitest understands, such as -t masked, or status.test]
//
// SPCTL_E2E_NODES        which nodes, by mode and minor: plain-1.34,plain-1.37,systemd-1.34,systemd-1.37
// SPCTL_E2E_SPCTL        the spctl that is tried, a built main.cjs; the checkout's own is built otherwise
// SPCTL_E2E_TRANSCRIPT   a file for what was seen, as tables
// SPCTL_E2E_OPTIONAL=1   ends well where something is missing that the test needs
//
// What was built is kept in spctl-e2e under the user's cache directory. The first time takes minutes.
import { loadSource } from '../../scripts/load-source.mjs';

const { main } = await loadSource({ 'test/e2e/main.ts': ['main'] });
process.exitCode = await main(process.argv.slice(2), process.env);

import { componentsNamed } from '../control-plane/component.ts';
import { etcdsOf } from '../control-plane/etcd-line.ts';
import { ownHostsOf } from '../control-plane/etcd-listeners.ts';
import { membersAskedBy } from '../control-plane/etcd-servers.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { controlPlaneOf } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-servers-peer-port',
  scope: 'directory',
  summary: 'kube-apiserver asks for etcd at port 2380, which is by custom that for other members',
  severity: 'info',
  why: 'etcd serves clients on 2379 and other members on 2380, unless it is told otherwise. On the port for members it does not answer a client.',
  bad: '--etcd-servers=https://10.0.0.11:2380',
  good: '--etcd-servers=https://10.0.0.11:2379',
  fix: 'Use the port of --listen-client-urls.',
  links: ['go.etcd.io/etcd/server/v3/embed/config.go DefaultListenPeerURLs, DefaultListenClientURLs'],
  check: ({ files }) => {
    const components = controlPlaneOf(files);
    const servers = componentsNamed(components, 'kube-apiserver');
    if (servers.length === 0) return NOTHING;
    const etcds = etcdsOf(components);
    // Of an etcd in the same directory another check knows the ports.
    const isKnown = etcds.length === 0 ? () => false : ownHostsOf(etcds);
    return servers.flatMap((component) =>
      membersAskedBy(component)
        .filter(({ dialed }) => dialed?.port === 2380 && !isKnown(dialed.host))
        .slice(0, 1)
        .map(({ text, range }) => ({
          message: `"${text}" has port 2380, on which etcd answers other members and no clients, unless it is set up otherwise`,
          location: component.source.locate(range),
          help: 'use the port of --listen-client-urls, mostly 2379',
        })),
    );
  },
});

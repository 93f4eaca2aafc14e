import { nearestName } from '../schema/suggest.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

const VERSIONS = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13'];

/** Those of crypto/tls, CipherSuites and InsecureCipherSuites, and two older names. */
const SUITES = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_RC4_128_SHA',
  'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_RC4_128_SHA',
  'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
  'TLS_RSA_WITH_AES_128_CBC_SHA',
  'TLS_RSA_WITH_AES_128_CBC_SHA256',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_256_CBC_SHA',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_RC4_128_SHA',
];

export default defineCheck({
  id: 'kubelet-tls-unknown',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: "a TLS version or cipher suite that the kubelet doesn't know",
  severity: 'warning',
  why: 'tlsMinVersion and tlsCipherSuites are texts to the configuration, and its validation does not look at them. The kubelet looks them up a moment later, and ends over a name that Go does not have: OpenSSL calls them otherwise.',
  bad: 'tlsCipherSuites: [ECDHE-RSA-AES128-GCM-SHA256]',
  good: 'tlsCipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]',
  fix: 'Write the name as Go has it, such as VersionTLS12 and TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.',
  links: [
    'cmd/kubelet/app/server.go InitializeTLS',
    'staging/src/k8s.io/component-base/cli/flag/ciphersuites_flag.go TLSVersion, TLSCipherSuites',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    if (!start) return NOTHING;
    return [
      { member: 'tlsMinVersion', known: VERSIONS, what: 'TLS version', like: 'VersionTLS12' },
      {
        member: 'tlsCipherSuites',
        known: SUITES,
        what: 'cipher suite',
        like: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      },
    ].flatMap(({ member, known, what, like }) => {
      const setting = settingOf(start, member);
      const values = Array.isArray(setting?.value) ? setting.value : [setting?.value];
      const unknown = values.find(
        (value) => typeof value === 'string' && value !== '' && !known.includes(value),
      );
      if (!setting?.location || typeof unknown !== 'string') return [];
      const meant = nearestName(unknown, known);
      return [
        {
          message: `the kubelet ends right after its start: "${unknown}" in "${member}" is no ${what} that it knows`,
          location: setting.location,
          help: meant === undefined ? `write it like "${like}"` : `did you mean "${meant}"?`,
        },
      ];
    });
  },
});

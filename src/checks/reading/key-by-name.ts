import { type Component, type ComponentFlag, flagValue } from '../../control-plane/component.ts';
import type { KeyPairFlags } from '../../control-plane/key-pairs.ts';
import { kubeadmCertificate } from '../../control-plane/kubeadm-certificates.ts';
import type { Finding } from '../define-check.ts';

/** Where a certificate is given alone, or by kubeadm's names with the key of another. */
export function mismatchByName(component: Component, pair: KeyPairFlags): Finding | undefined {
  const certificate = flagValue(component, pair.certificate);
  const key = flagValue(component, pair.key);
  if (pair.certificate === 'tls-cert-file' && !certificate?.value !== !key?.value) {
    // Nothing is served on the port 0.
    if (flagValue(component, 'secure-port')?.value === '0') return undefined;
    return certificate?.value
      ? alone(component, certificate, pair.key)
      : alone(component, key!, pair.certificate);
  }
  // What names no certificate or no key has another check.
  if (!certificate?.value?.endsWith('.crt') || !key?.value?.endsWith('.key')) return undefined;
  if (certificate.value.slice(0, -'.crt'.length) === key.value.slice(0, -'.key'.length)) return undefined;
  const ofCertificate = kubeadmCertificate(certificate.value);
  if (!ofCertificate) return undefined;
  // That signs tokens; no certificate goes with it.
  const isOfTokens = key.value === `${ofCertificate.directory}/sa.key`;
  const ofKey = isOfTokens ? undefined : kubeadmCertificate(key.value);
  if (!isOfTokens && ofKey?.directory !== ofCertificate.directory) return undefined;
  if (ofCertificate.name === ofKey?.name) return undefined;
  const own = `${ofCertificate.directory}/${ofCertificate.name}.key`;
  const { source, name } = component;
  return {
    message: `"${key.value}" is not the key of "${certificate.value}": ${name} takes no certificate with another's key`,
    location: source.locate(key.valueWord.range),
    help: `set --${pair.key}=${own}${ofKey ? `, or --${pair.certificate}=${ofKey.directory}/${ofKey.name}.crt` : ''}`,
    related: [{ location: source.locate(certificate.valueWord.range), message: 'the certificate is this' }],
  };
}

function alone({ source, name }: Component, given: ComponentFlag, missing: string): Finding {
  return {
    message: `--${given.name} is set and --${missing} is not: ${name} takes both or none, and ends when it starts`,
    location: source.locate(given.valueWord.range),
    help: `set --${missing} too`,
  };
}

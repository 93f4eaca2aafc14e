import { baseName } from '../node/host/path.ts';

/** `registry.k8s.io/kube-scheduler:v1.34.1` → `kube-scheduler`. */
export function imageName(image: string): string {
  const last = baseName(withoutDigest(image));
  const tag = last.indexOf(':');
  return tag === -1 ? last : last.slice(0, tag);
}

function withoutDigest(image: string): string {
  const digest = image.indexOf('@');
  return digest === -1 ? image : image.slice(0, digest);
}

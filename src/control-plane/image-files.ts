import { rememberTexts } from './remember-texts.ts';

/**
 * Directories that an image may bring files in: what a base image has, where Go looks for root certificates, what
 * the runtime mounts by itself. The images of the control plane have their program beside that, and nothing in
 * /etc/kubernetes, /srv or /var/lib (build/server-image in kubernetes/kubernetes).
 */
const OF_IMAGES =
  /^\/(?:usr|bin|sbin|lib|lib64|opt|home|root|tmp|var\/tmp|run|var\/run|proc|sys|dev|app|etc\/(?:ssl|pki|ca-certificates)|var\/lib\/ca-certificates)(?:\/|$)/;

/** Whether a path may be a file of the image; where not, only a volume can bring it. */
export const mayBeInImage: (path: string) => boolean = rememberTexts(
  (path) => OF_IMAGES.test(path) || /^\/[^/]*$/.test(path),
);

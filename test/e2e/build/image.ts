import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, kept, ownProgram } from './go.ts';

/** The one image: of pods' own containers, and of the sandboxes. */
const IMAGE = 'spctl.test/pod:1';

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The path of the image as an OCI archive: one layer, one program in it. */
export function podImage(): string {
  const program = ownProgram('pod');
  return kept(`pod-${hashOf(readFileSync(program))}.tar`, (path, work) => {
    const root = join(work, 'root');
    mkdirSync(root);
    copyFileSync(program, join(root, 'pod'));
    execFileSync('tar', ['-cf', join(work, 'layer'), '-C', root, 'pod']);
    const layout = join(work, 'layout');
    mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
    const blob = (content: Buffer) => {
      const hex = createHash('sha256').update(content).digest('hex');
      writeFileSync(join(layout, 'blobs/sha256', hex), content);
      return { digest: `sha256:${hex}`, size: content.length };
    };
    const json = (value: unknown) => Buffer.from(JSON.stringify(value));
    const layer = blob(readFileSync(join(work, 'layer')));
    const config = blob(
      json({
        architecture: ARCHITECTURES[process.arch] ?? process.arch,
        os: 'linux',
        config: { Entrypoint: ['/pod'] },
        rootfs: { type: 'layers', diff_ids: [layer.digest] },
      }),
    );
    const manifest = blob(
      json({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
        layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer }],
      }),
    );
    const index = {
      schemaVersion: 2,
      manifests: [
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          ...manifest,
          annotations: { 'io.containerd.image.name': IMAGE },
        },
      ],
    };
    writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    writeFileSync(join(layout, 'index.json'), json(index));
    execFileSync('tar', ['-cf', path, '-C', layout, 'oci-layout', 'index.json', 'blobs']);
  });
}

// Names every image of the Dockerfile and of compose.yaml by its digest, as Docker finds it now: a tag can be moved to another
// image by whoever owns it, a digest cannot. Needs Docker with buildx and the network.
//
// Usage: node .build/pin-images.mjs > images.env
//        docker compose --env-file images.env up --build
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const IMAGE = /\$\{(\w+_IMAGE):-([^}@\s]+)\}|^ARG (\w+_IMAGE)=([^@\s]+)$/gm;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

const images = new Map();
for (const name of ['Dockerfile', 'compose.yaml']) {
  const text = readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');
  for (const [, variable, image, argument, base] of text.matchAll(IMAGE)) {
    images.set(variable ?? argument, image ?? base);
  }
}
for (const [variable, image] of images) {
  const words = ['buildx', 'imagetools', 'inspect', image, '--format', '{{.Manifest.Digest}}'];
  const digest = execFileSync('docker', words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
  if (!DIGEST.test(digest)) {
    throw new Error(`Docker names no digest of ${image}.`);
  }
  process.stdout.write(`${variable}=${image}@${digest}\n`);
}

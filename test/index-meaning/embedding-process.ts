import { EmbeddingsClient } from '../../src/embeddings/embeddings-client.js';
import { PassageEmbedder } from '../../src/index-meaning/passage-embedder.js';
import { indexesIn } from './embedding-setting.js';

/** A process that embeds until it is killed; it says `begun`, and `settled` when nothing is left to do. */
const [url = '', folder = '', ahead = '0', owner = ''] = process.argv.slice(2);
const embedder = new PassageEmbedder({
  index: await indexesIn(folder).open('a'),
  embedder: new EmbeddingsClient({ url, model: 'test' }),
  owner,
  log: { warn: () => {} },
  inTurn: (request) => request(),
  now: () => Date.now() + Number(ahead),
});
process.send?.('begun');
while ((await embedder.step()) === 0) {
  // The next batch.
}
process.send?.('settled');

import { isPublic } from '../../../http/plain.ts';
import { type Finding, toFinding } from '../finding.ts';
import { checkAnswers, checkBodySize, checkCaches, checkStream } from './answers.ts';
import { type Asker, reasonOf } from './asker.ts';
import { checkOrigin } from './origin.ts';
import { checkQuietLine } from './quiet.ts';
import { checkReach, FIRST } from './reach.ts';
import { checkTls } from './tls.ts';

type Look = { now(): number; seconds: number };

/** Everything that can be learned by asking the public address. */
export async function checkFront(asker: Asker, { now, seconds }: Look): Promise<Finding[]> {
  const { url } = asker;
  const tls = url.protocol === 'https:' ? await checkTls(asker, now()) : [plain(url)];
  const reach = await checkReach(asker);
  const seen = await asker.seen(FIRST);
  if (!seen) return [reach, ...tls];
  const rest = await Promise.all(
    [
      checkOrigin(asker, seen),
      checkQuietLine(asker, seconds),
      checkBodySize(asker),
      checkStream(asker),
      checkCaches(asker, seen),
      checkAnswers(asker, seen, now()),
    ].map((looking) => looking.catch(lost(asker))),
  );
  return [reach, ...tls, ...rest.flat()];
}

const plain = ({ origin, hostname }: URL): Finding =>
  toFinding(isPublic(hostname) ? 'url.plain' : 'url.home', { url: origin });

/** A question that the proxy answered by hanging up. */
const lost =
  ({ url, target }: Asker) =>
  (error: unknown): Finding[] => [
    toFinding('reach.failed', { url: url.origin, target, reason: reasonOf(error) }),
  ];

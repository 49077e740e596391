import { isPublic } from '../../../http/plain.ts';
import { type Finding, found } from '../finding.ts';
import { lookAtAnswers, lookAtBody, lookAtCaches, lookAtStream } from './answers.ts';
import { type Asker, reasonOf } from './asker.ts';
import { lookAtOrigin } from './origin.ts';
import { lookAtQuiet } from './quiet.ts';
import { FIRST, lookAtReach } from './reach.ts';
import { lookAtTls } from './tls.ts';

type Look = { now(): number; seconds: number };

/** Everything that can be learned by asking the public address. */
export async function lookInFront(asker: Asker, { now, seconds }: Look): Promise<Finding[]> {
  const { url } = asker;
  const tls = url.protocol === 'https:' ? await lookAtTls(asker, now()) : [plain(url)];
  const reach = await lookAtReach(asker);
  const seen = await asker.seen(FIRST);
  if (!seen) return [reach, ...tls];
  const rest = await Promise.all(
    [
      lookAtOrigin(asker, seen),
      lookAtQuiet(asker, seconds),
      lookAtBody(asker),
      lookAtStream(asker),
      lookAtCaches(asker, seen),
      lookAtAnswers(asker, seen, now()),
    ].map((looking) => looking.catch(lost(asker))),
  );
  return [reach, ...tls, ...rest.flat()];
}

const plain = ({ origin, hostname }: URL): Finding =>
  found(isPublic(hostname) ? 'url.plain' : 'url.home', { url: origin });

/** A question that the proxy answered by hanging up. */
const lost =
  ({ url, target }: Asker) =>
  (error: unknown): Finding[] => [
    found('reach.failed', { url: url.origin, target, reason: reasonOf(error) }),
  ];

import type { S3 } from './client.ts';
import { errorOfCall, S3Error } from './errors.ts';

export type BucketProblem =
  | 'down'
  | 'tls'
  | 'key'
  | 'bucket'
  | 'region'
  | 'clock'
  | 'range'
  | 'owner'
  | 'refused';
/** `said`: the word of the service or the line; of `owner` the id of the server whose files these are. */
export type BucketState =
  | { problem?: undefined; ms: number }
  | { problem: BucketProblem; said: string };

/** `name`: of the object, random. `serverId`: whose the bucket has to be; undefined where nobody knows. */
type ProbeAs = { name: string; serverId: string | undefined };

const PROBE = '.payambar-probe-';
/** Says whose files lie here: two servers in one place would each remove those of the other, which no row of theirs names. */
const OWNER = '.payambar-owner';
const BYTES = new TextEncoder().encode('payambar looks whether it may write here');
const PART = { from: 9, to: 13 };

/** Writes, reads a part of, lists and deletes a small object, and looks whose files lie in the bucket. */
export async function probeBucket(
  s3: S3,
  prefix: string,
  { name, serverId }: ProbeAs,
): Promise<BucketState> {
  const key = prefix + PROBE + name;
  const began = performance.now();
  try {
    await s3.put(key, BYTES);
    const ms = performance.now() - began;
    const part = await s3.get(key, PART);
    const read = part && (await new Response(part).text());
    if (read !== 'looks') return { problem: 'range', said: 'NoRange' };
    for await (const _ of s3.list(key)) break;
    await s3.remove(key);
    const owner = serverId === undefined ? undefined : await ownerOf(s3, prefix, serverId);
    return owner === serverId ? { ms } : { problem: 'owner', said: String(owner) };
  } catch (thrown) {
    const error = errorOfCall(thrown);
    if (!(error instanceof S3Error)) throw error;
    return { problem: problemOf(error), said: error.reason };
  }
}

/** Whose it is; of nobody's bucket we are the owner from now on. */
async function ownerOf(s3: S3, prefix: string, serverId: string): Promise<string> {
  const claim = await s3.get(prefix + OWNER);
  if (claim) return (await new Response(claim).text()).trim();
  await s3.put(prefix + OWNER, new TextEncoder().encode(`${serverId}\n`));
  return serverId;
}

const PROBLEMS: readonly [RegExp, BucketProblem][] = [
  [/NoRange/, 'range'],
  [/NoSuchBucket|InvalidBucketName/, 'bucket'],
  [/RequestTimeTooSkewed/, 'clock'],
  [
    /AuthorizationHeaderMalformed|AuthorizationQueryParametersError|PermanentRedirect|HTTP 30|InvalidRegion/,
    'region',
  ],
  [
    /AccessDenied|InvalidAccessKeyId|SignatureDoesNotMatch|AccountProblem|UserNotFound|HTTP 40[13]/,
    'key',
  ],
  [/CERT|SSL|TLS|ISSUER|SIGNED/i, 'tls'],
];

function problemOf({ kind, reason }: S3Error): BucketProblem {
  const known = PROBLEMS.find(([pattern]) => pattern.test(reason))?.[1];
  return known ?? kind;
}

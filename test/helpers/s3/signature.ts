/** AWS Signature Version 4, checked as a service does: headers, or the query of a presigned address. */

const sha256 = (data: string | Uint8Array): string =>
  new Bun.CryptoHasher('sha256').update(data).digest('hex');
const hmac = (key: string | Uint8Array, text: string): Uint8Array =>
  new Bun.CryptoHasher('sha256', key).update(text).digest() as unknown as Uint8Array;

const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export type Keys = { accessKeyId: string; secretAccessKey: string; region: string };

type Claim = {
  credential: string;
  date: string;
  signed: string[];
  signature: string;
  payload: string;
};

/** The code with which a service refuses the request, or undefined. */
export function refusalOf(
  request: Request,
  url: URL,
  body: Uint8Array,
  keys: Keys,
): string | undefined {
  const presigned = url.searchParams.has('X-Amz-Signature');
  const claim = presigned ? inQuery(url) : inHeaders(request);
  if (!claim) return 'AccessDenied';
  const [id = '', day = '', region = '', service = ''] = claim.credential.split('/');
  if (id !== keys.accessKeyId) return 'InvalidAccessKeyId';
  if (region !== keys.region) return 'AuthorizationHeaderMalformed';
  const at = Date.parse(
    claim.date.replace(/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const expires = Number(url.searchParams.get('X-Amz-Expires') ?? 900) * 1000;
  if (!(Math.abs(Date.now() - at) <= (presigned ? expires : 900_000))) return 'AccessDenied';
  if (!/^UNSIGNED-PAYLOAD$/.test(claim.payload) && claim.payload !== sha256(body))
    return 'XAmzContentSHA256Mismatch';
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = claim.signed.map(
    (name) => `${name}:${(request.headers.get(name) ?? '').trim()}\n`,
  );
  const path = decodeURIComponent(url.pathname).split('/').map(encode).join('/');
  const signed = claim.signed.join(';');
  const canonical = [request.method, path, query, headers.join(''), signed, claim.payload];
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', claim.date, scope, sha256(canonical.join('\n'))].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Uint8Array>(
    (made, part) => hmac(made, part),
    `AWS4${keys.secretAccessKey}`,
  );
  const right = Buffer.from(hmac(key, text)).toString('hex');
  return right === claim.signature ? undefined : 'SignatureDoesNotMatch';
}

function inQuery({ searchParams }: URL): Claim {
  const of = (name: string): string => searchParams.get(`X-Amz-${name}`) ?? '';
  return {
    credential: of('Credential'),
    date: of('Date'),
    signed: of('SignedHeaders').split(';'),
    signature: of('Signature'),
    payload: 'UNSIGNED-PAYLOAD',
  };
}

function inHeaders({ headers }: Request): Claim | undefined {
  const [, credential, signed, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      headers.get('authorization') ?? '',
    ) ?? [];
  if (!credential || !signed || !signature) return undefined;
  return {
    ...{ credential, signature, signed: signed.split(';') },
    date: headers.get('x-amz-date') ?? '',
    payload: headers.get('x-amz-content-sha256') ?? '',
  };
}

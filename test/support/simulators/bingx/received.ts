import type { IncomingMessage } from 'node:http';
import { gatewayRejection } from './rejection';
import { membersOf, readJson } from './wire';

/** A request as it arrived: its parameters and the text its signer must have signed. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly params: ReadonlyMap<string, string>;
  /** `k1=v1&k2=v2…` of the decoded values in the order received, without the signature. */
  readonly canonical: string;
  readonly signature: string;
  readonly apiKey: string;
  readonly body: string;
  /** True: the parameters came as a JSON body. */
  readonly isJson: boolean;
}

type Pairs = readonly (readonly [name: string, value: string])[];

/** Reads the whole request. Parameters may be in the query, in a form body or in a JSON body. */
export async function receive(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const url = request.url ?? '/';
  const cut = url.indexOf('?');
  const path = cut < 0 ? url : url.slice(0, cut);
  const isControl = path.startsWith('/__control/');
  const query = pairsOf(cut < 0 ? '' : url.slice(cut + 1));
  const inBody = isControl ? [] : bodyPairs(body, request.headers['content-type'] ?? '');
  const pairs = [...query, ...inBody];
  const params = new Map<string, string>();
  for (const [name, value] of pairs) if (!params.has(name)) params.set(name, value);
  const key = request.headers['x-bx-apikey'];
  return {
    method: request.method ?? 'GET',
    path,
    params,
    // Split between query and body, the two texts follow each other without a separator.
    canonical: canonicalOf(query) + canonicalOf(inBody),
    signature: params.get('signature') ?? '',
    apiKey: typeof key === 'string' ? key : '',
    body,
    isJson: body.trim() !== '' && (request.headers['content-type'] ?? '').includes('json'),
  };
}

const canonicalOf = (pairs: Pairs): string =>
  pairs
    .filter(([name]) => name !== 'signature')
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

function bodyPairs(body: string, contentType: string): Pairs {
  if (body.trim() === '') return [];
  if (!contentType.includes('json')) return pairsOf(body);
  const members = membersOf(readJson(body));
  if (members === null)
    throw gatewayRejection(100400, 'Bad request: the body is not a JSON object');
  return [...members].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Decodes values only. A `+` stays a plus: spaces have to be sent as `%20`. */
function pairsOf(text: string): Pairs {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const cut = part.indexOf('=');
      return cut < 0 ? [part, ''] : [part.slice(0, cut), decoded(part.slice(cut + 1))];
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw gatewayRejection(100400, 'Bad request: broken percent-encoding');
  }
}

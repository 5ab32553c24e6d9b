import { createHash } from 'node:crypto';
import { initGraphQLTada, type ResultOf, type TadaDocumentNode, type VariablesOf } from 'gql.tada';
import { print } from 'graphql';
import type { Day, Moment, TimeOfDay } from '#kernel';
import type { introspection } from './graphql-env.js';

/** Writes an operation; a field or variable that the schema does not have fails the type check. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Day: Day; Moment: Moment; TimeOfDay: TimeOfDay };
  disableMasking: true;
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';

/** One error of an answer, with a code of the contract. */
export type ApiError = {
  message: string;
  path?: readonly (string | number)[];
  extensions: {
    code: string;
    fields?: { path: string; message: string }[];
    requestId?: string;
    retryAfterSeconds?: number;
  };
};

/** The API refused or failed: carries its errors. */
export class ApiFailure extends Error {
  constructor(public readonly errors: readonly ApiError[]) {
    super(errors.map((error) => error.extensions.code).join(', '));
    this.name = 'ApiFailure';
  }

  /** The code of the first error. */
  get code(): string {
    return this.errors[0]?.extensions.code ?? 'INTERNAL';
  }

  /** How long to wait before asking again; null when nothing was said of it. */
  get retryAfterSeconds(): number | null {
    return this.errors[0]?.extensions.retryAfterSeconds ?? null;
  }
}

/** Asks nothing of anybody: whether the API answers. */
export const Ping = graphql(`
  query Ping {
    __typename
  }
`);

/** Sends typed documents to the API over HTTP with a person's token: the only way that pages reach the product. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly choices: { patienceMs?: number; sends?: 'texts' | 'ids' } = {},
  ) {}

  /** Throws unless the API answers. */
  async ping(): Promise<void> {
    await this.send(Ping, {}, null);
  }

  /** Sends one operation, or where only trusted documents are run, its identifier. Throws {@link ApiFailure} when the answer holds an error. */
  async send<D extends TadaDocumentNode<any, any>>(
    document: D,
    variables: VariablesOf<D>,
    token: string | null,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ResultOf<D>> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ ...this.written(document), variables }),
      signal: AbortSignal.timeout(this.choices.patienceMs ?? 15_000),
    });
    const answer = (await response.json()) as { data?: ResultOf<D>; errors?: ApiError[] };
    if (answer.errors?.length) throw new ApiFailure(answer.errors);
    return answer.data as ResultOf<D>;
  }

  private written(document: TadaDocumentNode<any, any>): { query: string } | { documentId: string } {
    const { text, id } = known(document);
    return this.choices.sends === 'ids' ? { documentId: id } : { query: text };
  }
}

type Written = { text: string; id: string };

const written = new WeakMap<object, Written>();

/** The text of a document, and its identifier as the build lists it. */
function known(document: TadaDocumentNode<any, any>): Written {
  let found = written.get(document);
  if (!found) {
    const text = print(document);
    found = { text, id: `sha256:${createHash('sha256').update(text).digest('hex')}` };
    written.set(document, found);
  }
  return found;
}

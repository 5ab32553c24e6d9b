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
  extensions: { code: string; fields?: { path: string; message: string }[]; requestId?: string };
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
}

/** Sends typed documents to the API over HTTP with a person's token: the only way that pages reach the product. */
export class ApiClient {
  constructor(
    private readonly url: string,
    private readonly patienceMs = 15_000,
  ) {}

  /** Throws unless the API answers. */
  async ping(): Promise<void> {
    const url = `${this.url}?query=${encodeURIComponent('{ __typename }')}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(this.patienceMs) });
    if (!response.ok) throw new Error(`The API answered ${response.status}`);
  }

  /** Sends one operation. Throws {@link ApiFailure} when the answer holds an error. */
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
      body: JSON.stringify({ query: textOf(document), variables }),
      signal: AbortSignal.timeout(this.patienceMs),
    });
    const answer = (await response.json()) as { data?: ResultOf<D>; errors?: ApiError[] };
    if (answer.errors?.length) throw new ApiFailure(answer.errors);
    return answer.data as ResultOf<D>;
  }
}

const texts = new WeakMap<object, string>();

function textOf(document: TadaDocumentNode<any, any>): string {
  let text = texts.get(document);
  if (text === undefined) texts.set(document, (text = print(document)));
  return text;
}

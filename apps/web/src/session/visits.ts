import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TadaDocumentNode } from 'gql.tada';
import { ApiClient, ApiFailure, type ResultOf, type VariablesOf } from '#api-client';
import { NotFound, NotPermitted } from '#kernel';
import { AskedTooOften, Pages, sessionToken, SignedOut, type ShownPage } from '../http/index.js';
import { type Me, pageCounts, signedInPerson } from './frame.js';

/** The page of one visit, before the person is added: template, words and view. */
export type OwnPage = Omit<ShownPage, 'person' | 'counts'>;

/** A refusal of the API, as every mutation may answer. */
export type Refusal = { __typename: 'Refusal'; code: string; message: string; field: string | null };

/** What is wrong with one input, by the name the API gives it; null: with the whole. */
export type Problem = { field: string | null; text: string };

/** What became of a change: done, or what the person can mend. 409: somebody else changed it first. */
export type Attempt<T> = { ok: true; answer: T } | { ok: false; status: 409 | 422; problems: Problem[] };

/** Asks the API in the name of whoever is looking, and shows pages to them. */
@Injectable()
export class Visits {
  constructor(
    private readonly api: ApiClient,
    readonly pages: Pages,
  ) {}

  /**
   * Asks the API. Throws {@link SignedOut}, {@link NotFound} or {@link NotPermitted} where the API says so, which
   * become pages; an address that makes no sense is a page that does not exist; anything else becomes the failure page.
   */
  async ask<D extends TadaDocumentNode<any, any>>(
    request: FastifyRequest,
    document: D,
    variables: VariablesOf<D>,
  ): Promise<ResultOf<D>> {
    try {
      return await this.api.send(
        document,
        variables,
        sessionToken(request),
        this.pages.visitorHeaders(request),
      );
    } catch (error) {
      throw error instanceof ApiFailure ? asPage(error) : error;
    }
  }

  /**
   * Sends a change of one mutation. What the person can mend comes back as problems; everything else is thrown as
   * by {@link ask}.
   */
  async attempt<D extends TadaDocumentNode<any, any>>(
    request: FastifyRequest,
    document: D,
    variables: VariablesOf<D>,
  ): Promise<Attempt<ResultOf<D>>> {
    try {
      const answer = await this.api.send(
        document,
        variables,
        sessionToken(request),
        this.pages.visitorHeaders(request),
      );
      const said = Object.values(answer as Record<string, { __typename?: string }>)[0];
      return said && isRefusal(said) ? refusedWith(said) : { ok: true, answer };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code !== 'BAD_USER_INPUT') throw asPage(error);
      return { ok: false, status: 422, problems: fieldProblems(error) };
    }
  }

  /** The person of an answer. Throws {@link SignedOut} when the session has ended. */
  person(data: { me: Me | null }): Me {
    if (!data.me) throw new SignedOut();
    return data.me;
  }

  /** Shows a page to the person of the answer. */
  show(request: FastifyRequest, reply: FastifyReply, data: { me: Me | null }, page: OwnPage): void {
    const me = this.person(data);
    this.pages.show(request, reply, { ...page, person: signedInPerson(me), counts: pageCounts(me) });
  }
}

function asPage(failure: ApiFailure): Error {
  switch (failure.code) {
    case 'UNAUTHENTICATED':
      return new SignedOut();
    case 'FORBIDDEN':
      return new NotPermitted('page');
    case 'RATE_LIMITED':
      return new AskedTooOften(failure.retryAfterSeconds ?? 60);
    case 'NOT_FOUND':
    case 'BAD_USER_INPUT':
      return new NotFound('Page');
    default:
      return failure;
  }
}

function refusedWith({ code, field, message }: Refusal): Attempt<never> {
  const status = code === 'CHANGED_SINCE_YOU_LOOKED' ? 409 : 422;
  return { ok: false, status, problems: [{ field, text: message }] };
}

/** The wrong fields of an input; `input.note` is `note`. */
function fieldProblems({ errors }: ApiFailure): Problem[] {
  const fields = errors.flatMap(({ extensions }) => extensions.fields ?? []);
  return fields.map(({ path, message }) => ({ field: path.split('.').at(-1) ?? null, text: message }));
}

/** Whether a mutation was refused. */
export function isRefusal(answer: { __typename?: string }): answer is Refusal {
  return answer.__typename === 'Refusal';
}

import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TadaDocumentNode } from 'gql.tada';
import { ApiClient, ApiFailure, type ResultOf, type VariablesOf } from '#api-client';
import { NotFound, NotPermitted } from '#kernel';
import { Pages, sessionToken, SignedOut, type ShownPage } from '../http/index.js';
import { type Me, pageCounts, signedInPerson } from './frame.js';

/** The page of one visit, before the person is added: template, words and view. */
export type OwnPage = Omit<ShownPage, 'person' | 'counts'>;

/** A refusal of the API, as every mutation may answer. */
export type Refusal = { __typename: 'Refusal'; code: string; message: string; field: string | null };

/** Asks the API in the name of whoever is looking, and shows pages to them. */
@Injectable()
export class Visits {
  constructor(
    private readonly api: ApiClient,
    readonly pages: Pages,
  ) {}

  /**
   * Asks the API. Throws {@link SignedOut}, {@link NotFound} or {@link NotPermitted} where the API says so, which
   * become pages; anything else becomes the failure page.
   */
  async ask<D extends TadaDocumentNode<any, any>>(
    request: FastifyRequest,
    document: D,
    variables: VariablesOf<D>,
  ): Promise<ResultOf<D>> {
    try {
      return await this.api.send(document, variables, sessionToken(request));
    } catch (error) {
      throw error instanceof ApiFailure ? asPage(error) : error;
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
    case 'NOT_FOUND':
      return new NotFound('Page');
    default:
      return failure;
  }
}

/** Whether a mutation was refused. */
export function isRefusal(answer: { __typename?: string }): answer is Refusal {
  return answer.__typename === 'Refusal';
}

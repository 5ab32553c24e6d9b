import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageErrors, type Sent, SignedOut } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { Account } from './account.graphql.js';
import { accountView } from './account.presenter.js';
import { TOKEN_PLACES } from './tokens.presenter.js';

/** A form of the page that was refused, and why; `token` is what was sent in the form for a new token. */
export type RefusedForm = { problems: Problem[]; token: Sent | null };

/** The page of a person's own account. */
@Injectable()
export class AccountPage {
  constructor(private readonly visits: Visits) {}

  async show(
    request: FastifyRequest,
    reply: FastifyReply,
    refused: RefusedForm | null = null,
  ): Promise<void> {
    const data = await this.visits.ask(request, Account, {});
    if (!data.me) throw new SignedOut();
    const places = { code: { id: 'code', label: 'Code' }, ...TOKEN_PLACES };
    this.visits.show(request, reply, data, {
      template: 'pages/account/account.njk',
      words: { title: 'Your account', area: null, errors: pageErrors(refused?.problems ?? [], places) },
      view: accountView(data.me, refused?.token ?? null),
      ...(refused && { status: 422 }),
    });
  }
}

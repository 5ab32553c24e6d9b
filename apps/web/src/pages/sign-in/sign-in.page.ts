import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageError } from '../../layout/page.js';
import { Visits } from '../../session/visits.js';
import { DemoPeople, SignInWays } from './sign-in.graphql.js';
import { signInView } from './sign-in.presenter.js';

/** What was typed into a sign-in form that was refused, and why; never the password. */
export type RefusedSignIn = { errors: PageError[]; email: string };

/** The page with every way to sign in that there is here. */
@Injectable()
export class SignInPage {
  constructor(private readonly visits: Visits) {}

  async show(
    request: FastifyRequest,
    reply: FastifyReply,
    next: string,
    refused: RefusedSignIn | null = null,
  ): Promise<void> {
    const { signInWays } = await this.visits.ask(request, SignInWays, {});
    const people = signInWays.demo ? (await this.visits.ask(request, DemoPeople, {})).demoPeople : [];
    this.visits.pages.show(request, reply, {
      template: 'pages/sign-in/sign-in.njk',
      person: null,
      counts: { overdueActions: 0 },
      words: { title: 'Sign in', area: null, ...(refused && { errors: refused.errors }) },
      view: signInView(people, { next, organisation: signInWays.organisation, email: refused?.email ?? '' }),
      ...(refused && { status: 422 }),
    });
  }
}

import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { safeReturnPath } from '../../http/index.js';
import { type Problem, Visits } from '../../session/visits.js';
import { BeginOidcSignIn, FinishOidcSignIn } from './sign-in.graphql.js';
import { notSignedInView } from './steps.presenter.js';

/** Said when what came back makes no sense at all, so that nobody can mend a field of it. */
const NONSENSE = 'The answer of the sign-in service could not be read.';

/** Signing in by the organisation's own service: there, and back again. */
@Controller()
export class OrganisationController {
  constructor(private readonly visits: Visits) {}

  @Get('sign-in/organisation')
  async begin(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('next') next: unknown,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, BeginOidcSignIn, {});
    if (!attempt.ok) return this.notSignedIn(request, reply, attempt.problems);
    const { beginOidcSignIn: begun } = attempt.answer;
    if (begun.__typename !== 'OidcSignInBegun') return;
    this.visits.pages.goToOrganisation(reply, begun.address, {
      ticket: begun.ticket,
      next: safeReturnPath(next),
    });
  }

  @Get('sign-in/callback')
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { ticket, next } = this.visits.pages.backFromOrganisation(request, reply);
    const parameters = request.url.split('?').slice(1).join('?');
    const attempt = await this.visits.attempt(request, FinishOidcSignIn, { input: { ticket, parameters } });
    if (!attempt.ok) return this.notSignedIn(request, reply, attempt.problems);
    const { finishOidcSignIn: opened } = attempt.answer;
    if (opened.__typename === 'Session') this.visits.pages.signIn(reply, opened.token);
    this.visits.pages.goTo(request, reply, next);
  }

  private notSignedIn(request: FastifyRequest, reply: FastifyReply, problems: Problem[]): void {
    const view = notSignedInView(problems.map(({ field, text }) => (field === null ? text : NONSENSE)));
    this.visits.pages.show(request, reply, {
      template: 'pages/sign-in/step.njk',
      person: null,
      counts: { overdueActions: 0 },
      words: { title: view.heading, area: null },
      view,
      status: 422,
    });
  }
}

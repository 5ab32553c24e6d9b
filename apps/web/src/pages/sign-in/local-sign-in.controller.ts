import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type InputPlaces, pageErrors, safeReturnPath, type Sent, sentText } from '../../http/index.js';
import type { PageError } from '../../layout/page.js';
import { type Problem, Visits } from '../../session/visits.js';
import {
  AcceptInvitation,
  AskForPasswordLink,
  FinishSignIn,
  Invitation,
  PasswordLinkIsGood,
  SetPassword,
  SignInWithPassword,
} from './sign-in.graphql.js';
import type { StepView } from './sign-in.view.js';
import { SignInPage } from './sign-in.page.js';
import {
  codeView,
  forgottenView,
  invitationView,
  linkAskedView,
  linkNotGoodView,
  newPasswordView,
  byOrganisationView,
  recoveryCodesView,
} from './steps.presenter.js';

const PLACES: InputPlaces = {
  email: { id: 'email', label: 'Work e-mail address' },
  password: { id: 'password', label: 'Password' },
  code: { id: 'code', label: 'Code' },
};

/** Signing in with a password and a code, invitations, and the way back in. */
@Controller()
export class LocalSignInController {
  constructor(
    private readonly visits: Visits,
    private readonly page: SignInPage,
  ) {}

  @Post('sign-in/password')
  async password(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const next = safeReturnPath(sentText(sent, 'next'));
    const input = { email: sentText(sent, 'email'), password: sentText(sent, 'password') };
    const attempt = await this.visits.attempt(request, SignInWithPassword, { input });
    if (!attempt.ok) {
      const errors = pageErrors(attempt.problems, PLACES);
      return this.page.show(request, reply, next, { errors, email: input.email });
    }
    const { signInWithPassword: accepted } = attempt.answer;
    if (accepted.__typename === 'PasswordAccepted') this.visits.pages.keepTicket(reply, accepted.ticket);
    this.visits.pages.goTo(request, reply, `/sign-in/code?next=${encodeURIComponent(next)}`);
  }

  @Get('sign-in/code')
  askCode(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('next') next: unknown): void {
    this.step(request, reply, codeView(safeReturnPath(next)));
  }

  @Post('sign-in/code')
  async code(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() sent: Sent): Promise<void> {
    const next = safeReturnPath(sentText(sent, 'next'));
    const ticket = this.visits.pages.ticket(request);
    const attempt = await this.visits.attempt(request, FinishSignIn, {
      ticket,
      code: sentText(sent, 'code'),
    });
    if (!attempt.ok) return this.step(request, reply, codeView(next), attempt.problems);
    const { finishSignIn: opened } = attempt.answer;
    if (opened.__typename === 'Session') this.visits.pages.signIn(reply, opened.token);
    this.visits.pages.goTo(request, reply, next);
  }

  @Get('sign-in/forgotten')
  forgotten(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('asked') asked: unknown,
  ): void {
    this.step(request, reply, asked === 'yes' ? linkAskedView() : forgottenView());
  }

  @Post('sign-in/forgotten')
  async askLink(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const attempt = await this.visits.attempt(request, AskForPasswordLink, {
      email: sentText(sent, 'email'),
    });
    if (!attempt.ok) return this.step(request, reply, forgottenView(), attempt.problems);
    this.visits.pages.goTo(request, reply, '/sign-in/forgotten?asked=yes');
  }

  @Get('new-password/:token')
  async newPassword(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('token') token: string,
  ): Promise<void> {
    const { passwordLinkIsGood } = await this.visits.ask(request, PasswordLinkIsGood, { token });
    this.step(request, reply, passwordLinkIsGood ? newPasswordView(token) : linkNotGoodView());
  }

  @Post('new-password')
  async setPassword(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const input = { token: sentText(sent, 'token'), password: sentText(sent, 'password') };
    const attempt = await this.visits.attempt(request, SetPassword, { input });
    if (!attempt.ok) return this.step(request, reply, newPasswordView(input.token), attempt.problems);
    this.visits.pages.goTo(request, reply, '/sign-in', { code: 'passwordSet' });
  }

  @Get('invitation/:token')
  async invitation(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('token') token: string,
  ): Promise<void> {
    await this.showInvitation(request, reply, token, []);
  }

  @Post('invitation')
  async accept(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() sent: Sent,
  ): Promise<void> {
    const token = sentText(sent, 'token');
    const input = { token, password: sentText(sent, 'password'), code: sentText(sent, 'code') };
    const attempt = await this.visits.attempt(request, AcceptInvitation, { input });
    if (!attempt.ok) return this.showInvitation(request, reply, token, attempt.problems);
    const { acceptInvitation: opened } = attempt.answer;
    if (opened.__typename !== 'FirstSession') return;
    this.visits.pages.signIn(reply, opened.token);
    this.step(request, reply, recoveryCodesView(opened.recoveryCodes, '/'));
  }

  private async showInvitation(
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    problems: Problem[],
  ): Promise<void> {
    const { invitation } = await this.visits.ask(request, Invitation, { token });
    if (!invitation) return this.step(request, reply, linkNotGoodView());
    const { secret, authenticatorAddress } = invitation;
    if (secret === null || authenticatorAddress === null)
      return this.step(request, reply, byOrganisationView(), problems);
    this.step(request, reply, invitationView(token, secret, authenticatorAddress), problems);
  }

  private step(request: FastifyRequest, reply: FastifyReply, view: StepView, problems: Problem[] = []): void {
    const errors: PageError[] = pageErrors(problems, PLACES);
    this.visits.pages.show(request, reply, {
      template: 'pages/sign-in/step.njk',
      person: null,
      counts: { overdueActions: 0 },
      words: { title: view.heading, area: null, errors },
      view,
      status: problems.length > 0 ? 422 : 200,
    });
  }
}

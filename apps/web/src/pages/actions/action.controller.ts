import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';
import type { Sent } from '../../http/index.js';
import { Visits } from '../../session/visits.js';
import { ACTION_FORMS } from './action-changes.js';
import { ActionPages } from './action-pages.js';

/** One action: its story, and everything that can be said about it. */
@Controller('actions/:id')
export class ActionController {
  private readonly page: ActionPages;

  constructor(private readonly visits: Visits) {
    this.page = new ActionPages(visits);
  }

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') actionId: string,
  ): Promise<void> {
    await this.page.show(request, reply, actionId, null);
  }

  @Post(':form')
  async change(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') actionId: string,
    @Param('form') name: string,
    @Body() sent: Sent,
  ): Promise<void> {
    const form = Object.hasOwn(ACTION_FORMS, name) ? ACTION_FORMS[name] : undefined;
    if (!form) throw new NotFound('Page');
    const change = form.change(actionId, sent);
    const attempt = await change.send(this.visits, request);
    if (attempt.ok)
      return this.visits.pages.goTo(request, reply, `/actions/${actionId}`, { code: change.flash });
    await this.page.refuseForm(request, reply, actionId, { name, sent }, attempt);
  }
}

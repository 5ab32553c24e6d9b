import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiClient } from '#api-client';
import { PartNotWorking, readiness } from '#platform';

/** Whether the web role lives, and whether it can show pages: it needs the API. */
@Controller('health')
export class HealthController {
  constructor(private readonly api: ApiClient) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const api = { name: 'api', check: () => this.apiAnswers() };
    const { status, body } = await readiness([api], 3000);
    await reply.code(status).send(body);
  }

  private async apiAnswers(): Promise<void> {
    await this.api.ping().catch(() => {
      throw new PartNotWorking('The API does not answer');
    });
  }
}

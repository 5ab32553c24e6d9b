import { Module } from '@nestjs/common';
import { Insights } from './insights.service.js';

/** The room of figures across panels. */
@Module({ providers: [Insights], exports: [Insights] })
export class InsightsModule {}

import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { outputIntrospectionFile } from '@gql.tada/internal';
import {
  introspectionFromSchema,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { RunningClock } from '#kernel';
import { openDatabase, OwnRateLimits, readConfig } from '#platform';
import { tables } from '#schema';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { TEST_KEYS } from '#testkit';

/** The schema of the API as text, sorted, and as the types that make documents typed. */
export async function describeSchema(): Promise<{ sdl: string; types: string }> {
  const config = readConfig({ ACCORD_ENV: 'test' });
  if (!config.ok) throw new Error(config.refusal.message);
  const database = await openDatabase({ kind: 'sqlite', file: ':memory:' }, tables, TEST_KEYS);
  const parts = { config: config.value, clock: new RunningClock(), database };
  const module = ApiModule.with(parts, new OwnRateLimits(config.value.rates));
  const app = await NestFactory.create(module, new FastifyAdapter(), { logger: false });
  try {
    await app.init();
    const schema = lexicographicSortSchema(app.get(GraphQLSchemaHost).schema);
    const introspection = introspectionFromSchema(schema, { descriptions: false }) as IntrospectionQuery;
    const types = outputIntrospectionFile(introspection as never, {
      fileType: '.d.ts',
      shouldPreprocess: true,
    });
    return { sdl: `${printSchema(schema)}\n`, types };
  } finally {
    await app.close();
    await database.close();
  }
}

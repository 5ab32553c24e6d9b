import { writeFileSync } from 'node:fs';
import { describeSchema } from './describe-schema.js';

const { sdl, types } = await describeSchema();
writeFileSync('schema.graphql', sdl);
writeFileSync('libs/api-client/src/graphql-env.d.ts', types);

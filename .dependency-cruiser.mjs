/** The row of rooms: a room may look only at rooms before it. */
const ROOMS = [
  'kernel',
  'access',
  'platform',
  'audit',
  'agencies',
  'letters',
  'panels',
  'links',
  'cases',
  'meetings',
  'actions',
  'outcomes',
  'reminders',
  'insights',
  'imports',
  'schema',
  'demo',
];

const SPEC = '\\.(spec|fixture)\\.ts$';

const order = ROOMS.map((room, i) => ({
  name: `order-of-rooms: ${room}`,
  severity: 'error',
  from: { path: `^libs/${room}/`, pathNot: SPEC },
  to: { path: `^libs/(${[...ROOMS.slice(i + 1), 'api-client', 'testkit'].join('|')})/` },
}));

export default {
  forbidden: [
    ...order,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'enter-by-the-front-door',
      comment: 'A room is entered only by its index.ts',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/', pathNot: ['^libs/$2/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'no-own-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/(?!index)' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: '\\.(rules|policy|ranking)\\.ts$' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        pathNot: [
          'temporal-polyfill',
          'rrule-temporal',
          'csv-parse',
          'csv-stringify',
          'zod',
          'double-metaphone',
        ],
      },
    },
    {
      name: 'doors-stay-doors',
      comment: 'Only the standalone door puts the others together',
      severity: 'error',
      from: { path: '^apps/(?!standalone)([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'rooms-know-no-door',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: ['^apps/', 'node_modules/(@nestjs/graphql|@apollo|fastify|@fastify|nunjucks)/'] },
    },
    {
      name: 'only-platform-knows-infrastructure',
      severity: 'error',
      from: { path: '^libs/(?!platform|testkit)', pathNot: SPEC },
      to: { path: 'node_modules/(bullmq|ioredis|pg|sqlite3|nodemailer|pino|@electric-sql)/' },
    },
    {
      name: 'web-sees-only-the-schema',
      severity: 'error',
      from: { path: '^apps/web/', pathNot: SPEC },
      to: { path: '^libs/', pathNot: '^libs/(kernel|api-client|platform)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|bench/results)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};

const swc = (type) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
    module: { type },
  },
];

// ESM-only packages that a CommonJS dependency require()s. Jest on Node 20 cannot
// require(esm), so these, and only these, are compiled to CommonJS for the tests.
const requiredEsm = ['content-disposition', 'cookie'];

const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    [`/node_modules/(?:${requiredEsm.join('|')})/.+\\.m?js$`]: swc('commonjs'),
    '^.+\\.ts$': swc('es6'),
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/)?(?:${requiredEsm.join('|')})/)`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

/** Suites by what they need: unit needs nothing running, services needs PostgreSQL and Redis, browser needs Chromium. */
export default {
  maxWorkers: 2,
  workerIdleMemoryLimit: '512MB',
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
      testRegex: '\\.spec\\.ts$',
      testPathIgnorePatterns: ['\\.services\\.spec\\.ts$', '\\.browser\\.spec\\.ts$'],
    },
    {
      ...shared,
      displayName: 'services',
      roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
      testRegex: '\\.services\\.spec\\.ts$',
    },
    {
      ...shared,
      displayName: 'browser',
      roots: ['<rootDir>/test'],
      testRegex: '\\.browser\\.spec\\.ts$',
    },
  ],
};

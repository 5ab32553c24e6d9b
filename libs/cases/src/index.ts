export * from './case-file.entity.js';
export * from './case-person.entity.js';
export * from './risk-assessment.entity.js';
export * from './incident.entity.js';
export * from './case-flag.entity.js';

export * from './draft-fields.rules.js';
export * from './draft-tasks.rules.js';
export * from './draft-reading.rules.js';
export * from './referral-draft.entity.js';
export * from './referral-drafts.service.js';

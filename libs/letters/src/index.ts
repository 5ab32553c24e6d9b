export * from './letter.entity.js';
export * from './letter-kind.js';
export * from './letter-paper.rules.js';
export * from './letters.module.js';
export * from './letters.service.js';
export * from './send-letters.service.js';
export * from './sign-in-link.letter.js';

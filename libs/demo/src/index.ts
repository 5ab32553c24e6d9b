export * from './seed-demo.js';

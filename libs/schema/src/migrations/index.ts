import { Foundations1795305600000 } from './1795305600000-foundations.js';

/** Every migration, oldest first. */
export const migrations = [Foundations1795305600000];

import { describe } from '@jest/globals';
import { realServices } from '../harness/services.js';
import { breakGlassStory } from './break-glass-story.js';

describe('break-glass on PostgreSQL and Redis', () => breakGlassStory(realServices));

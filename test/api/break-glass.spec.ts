import { describe } from '@jest/globals';
import { breakGlassStory } from './break-glass-story.js';

describe('break-glass', () => breakGlassStory(async () => null));
